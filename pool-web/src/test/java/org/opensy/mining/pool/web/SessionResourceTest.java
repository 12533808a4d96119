package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.stratum.ActiveMiners;
import org.opensy.mining.pool.stratum.OpenSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/** Sessions as operators see them. */
class SessionResourceTest {
  private static final String MINER = "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z";
  private static final String OTHER = "syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx";

  private final List<Long> dismissed = new ArrayList<>();
  private final Api api =
      new Api(new SessionResource(miners(), dismissed::add, null, Network.MAIN));

  private static ActiveMiners miners() {
    List<OpenSession> all =
        List.of(
            session(7, MINER, "rig", "10.0.0.7"),
            session(8, OTHER, "", "10.0.0.8"),
            session(9, OTHER, "", "203.0.113.9"));
    return new ActiveMiners() {
      @Override
      public List<OpenSession> sessions(Predicate<OpenSession> wanted, long before, int limit) {
        Stream<OpenSession> found = all.stream().filter(session -> session.id() < before);
        return found
            .filter(wanted)
            .sorted(Comparator.comparingLong(OpenSession::id).reversed())
            .limit(limit)
            .toList();
      }
    };
  }

  private static OpenSession session(long id, String miner, String worker, String from) {
    try {
      return new OpenSession(
          id,
          new Contributor(miner, worker, RewardScheme.PPLNS),
          InetAddress.getByName(from),
          3333,
          Api.NOON,
          Optional.of(Difficulty.of(1000)).filter(any -> !worker.isEmpty()));
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private List<Integer> ids(String path) {
    return api.get(path).object().getJsonArray("items").stream()
        .map(item -> item.asJsonObject().getInt("id"))
        .toList();
  }

  @Test
  void aSessionIsShownInFull() {
    assertThat(api.get("admin/sessions?miner=" + MINER).object().getJsonArray("items"))
        .hasToString(
            "[{\"difficulty\":\"1000\",\"from\":\"10.0.0.7\",\"id\":7,\"miner\":\""
                + MINER
                + "\",\"port\":3333,\"scheme\":\"pplns\",\"since\":\"2026-11-28T12:00:00.000Z\",\"worker\":\"rig\"}]");
    assertThat(api.get("admin/sessions?from=10.0.0.8").body())
        .contains("\"worker\":null", "\"difficulty\":null");
  }

  @Test
  void theyAreListedAPartAtATime() {
    assertThat(ids("admin/sessions?limit=2")).containsExactly(9, 8);
    String next = api.get("admin/sessions?limit=2").object().getString("next");
    assertThat(ids("admin/sessions?limit=2&cursor=" + next)).containsExactly(7);
  }

  @ParameterizedTest
  @CsvSource({"from=10.0.0.0/8,2", "from=203.0.113.9,1", "from=192.0.2.0/24,0"})
  void thoseOfASubnetAreFound(String query, int found) {
    assertThat(ids("admin/sessions?" + query)).hasSize(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "cursor=x", "miner=nobody", "from=10.0.0.0/33", "port=1"})
  void whatCannotBeAskedIsRefused(String query) {
    assertThat(api.get("admin/sessions?" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x"})
  void aSessionHasANumber(String id) {
    assertThat(api.send("DELETE", "admin/sessions/" + id, "").status()).isEqualTo(400);
    assertThat(dismissed).isEmpty();
  }
}
