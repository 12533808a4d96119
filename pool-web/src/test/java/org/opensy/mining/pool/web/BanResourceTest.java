package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.stratum.api.Subnet;

/** What is refused before anybody is banned: nothing stands behind the resource here. */
class BanResourceTest {
  private final Api api = new Api(new BanResource(null, null));

  private void isRefused(String method, String path, String json, String detail) {
    Api.Answer answer = api.send(method, path, json);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.detail()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|no JSON object",
        "{\"seconds\":60,\"reason\":\"why\"}|subnet is a text",
        "{\"subnet\":\"10.0.0.0/33\",\"seconds\":60,\"reason\":\"why\"}|subnet is",
        "{\"subnet\":\"example.com\",\"seconds\":60,\"reason\":\"why\"}|subnet is",
        "{\"subnet\":\"010.0.0.0/8\",\"seconds\":60,\"reason\":\"why\"}|subnet is",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":1e3,\"reason\":\"why\"}|seconds is a whole number",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":60.0,\"reason\":\"why\"}|seconds is a whole number",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":\"60\",\"reason\":\"why\"}|seconds is a whole"
            + " number",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":99999999999999999999,\"reason\":\"why\"}|seconds is"
            + " a whole number",
        "{\"subnet\":\"10.0.0.0/8\",\"reason\":\"why\"}|seconds is a whole number from 1",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":0,\"reason\":\"why\"}|from 1 to 31536000",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":31536001,\"reason\":\"why\"}|from 1 to 31536000",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":31536000}|reason is a text",
        "{\"subnet\":\"10.0.0.0/8\",\"seconds\":1,\"reason\":\"\"}|reason is a text"
      })
  void aBanHasASubnetATimeAndAReason(String json, String detail) {
    isRefused("POST", "admin/bans", json, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin/bans?limit=0", "admin/bans?limit=101", "admin/bans?limit=01"})
  void aListHasFrom1To100Entries(String path) {
    isRefused("GET", path, "", "limit is a number from 1 to 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin/bans", "admin/bans?subnet=", "admin/bans?subnet=10.0.0"})
  void aBanIsLiftedByItsSubnet(String path) {
    isRefused("DELETE", path, "", "subnet is");
  }

  @Test
  void aBanIsShownWithItsTimesInUtc() {
    Instant since = Instant.parse("2026-11-27T12:00:00Z");
    Ban ban = new Ban(Subnet.parse("10.0.0.0/8"), "a flood", "alice", since, since.plusSeconds(90));

    assertThat(BanView.of(ban))
        .isEqualTo(
            new BanView(
                "10.0.0.0/8", "a flood", "alice", "2026-11-27T12:00:00Z", "2026-11-27T12:01:30Z"));
  }
}
