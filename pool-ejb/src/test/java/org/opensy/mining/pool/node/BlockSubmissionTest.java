package org.opensy.mining.pool.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.BlockHash;

class BlockSubmissionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final BlockHash HASH = BlockHash.ofDisplayHex("3e".repeat(32));
  private static final String SUBMIT = "submitblock";
  private static final String HEADER = "getblockheader";

  private ScriptedNode first;
  private ScriptedNode second;

  @BeforeEach
  void start() throws IOException {
    first = ScriptedNode.start();
    second = ScriptedNode.start();
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void nullMeansAcceptedAndTheBlockGoesToEveryNode() throws InterruptedException {
    first.result(SUBMIT, "\"inconclusive\"");
    second.result(SUBMIT, "null");
    assertThat(submit()).isEqualTo(new SubmitResult.Accepted());
    assertThat(second.calls()).containsExactly(SUBMIT);
    // Once one node has accepted the block, nobody waits for the other.
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!first.calls().contains(SUBMIT) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(first.calls()).containsAnyOf(SUBMIT);
  }

  @Test
  void duplicateOnTheBestChainIsAccepted() {
    second.close();
    first.result(SUBMIT, "\"duplicate\"");
    first.result(HEADER, "{\"confirmations\":3}");
    assertThat(submit()).isEqualTo(new SubmitResult.Accepted());
  }

  @Test
  void duplicateBesideTheBestChainIsInconclusive() {
    second.close();
    first.result(SUBMIT, "\"duplicate\"");
    first.result(HEADER, "{\"confirmations\":-1}");
    assertThat(submit()).isEqualTo(new SubmitResult.Inconclusive());
  }

  @Test
  void inconclusiveOutweighsARefusal() {
    first.result(SUBMIT, "\"time-too-new\"");
    second.result(SUBMIT, "\"inconclusive\"");
    assertThat(submit()).isEqualTo(new SubmitResult.Inconclusive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "high-hash-randomx",
        "bad-txnmrklroot",
        "bad-cb-height",
        "bad-cb-amount",
        "unexpected-witness",
        "time-too-old",
        "time-too-new"
      })
  void refusalKeepsTheNodesWord(String word) {
    first.result(SUBMIT, '"' + word + '"');
    second.result(SUBMIT, '"' + word + '"');
    assertThat(submit()).isEqualTo(new SubmitResult.Refused(word));
  }

  @Test
  void errorObjectIsARefusal() {
    first.error(SUBMIT, -22, "Block decode failed");
    second.close();
    assertThat(submit()).isEqualTo(new SubmitResult.Refused("Block decode failed"));
  }

  @Test
  void timeOutAfterTheWorkIsSettledByTheHeader() {
    first.silence(SUBMIT).result(HEADER, "{\"confirmations\":1}");
    second.close();
    assertThat(submit()).isEqualTo(new SubmitResult.Accepted());
    assertThat(first.calls()).containsExactly(SUBMIT, HEADER);
  }

  @Test
  void brokenAnswerOfALosingBlockIsInconclusive() {
    first.half(SUBMIT).result(HEADER, "{\"confirmations\":-1}");
    second.close();
    assertThat(submit()).isEqualTo(new SubmitResult.Inconclusive());
  }

  @Test
  void blockThatTheNodeDoesNotKnowAfterATimeOutIsSubmittedAgain() {
    first.half(SUBMIT).result(SUBMIT, "null").error(HEADER, -5, "Block not found");
    second.close();
    assertThat(submit()).isEqualTo(new SubmitResult.Accepted());
    assertThat(first.calls()).containsExactly(SUBMIT, HEADER, SUBMIT);
  }

  @Test
  void nodeThatStillLoadsIsAskedAgain() {
    first.error(SUBMIT, -28, "Loading block index…").result(SUBMIT, "null");
    first.error(HEADER, -28, "Loading block index…");
    second.close();
    assertThat(submit()).isEqualTo(new SubmitResult.Accepted());
  }

  @Test
  void unknownWhenNoNodeCanSayWithinTheTries() {
    first.half(SUBMIT).half(HEADER);
    second.close();
    assertThat(submit()).isInstanceOf(SubmitResult.Unknown.class);
    assertThat(first.calls()).hasSize(5);
  }

  @Test
  void doubtAboutOneNodeOutweighsTheRefusalOfAnother() {
    first.half(SUBMIT).half(HEADER);
    second.result(SUBMIT, "\"prev-blk-not-found\"");
    assertThat(submit()).isInstanceOf(SubmitResult.Unknown.class);
  }

  @Test
  void acceptedAnswerDoesNotWaitForASilentNode() {
    first.silence(SUBMIT);
    second.result(SUBMIT, "null");
    BlockSubmission patient = submission(Duration.ofDays(1));
    assertThat(patient.submit("00", HASH)).isEqualTo(new SubmitResult.Accepted());
  }

  private SubmitResult submit() {
    return submission(Duration.ofSeconds(5)).submit("00", HASH);
  }

  private BlockSubmission submission(Duration timeout) {
    HttpClient http = HttpClient.newHttpClient();
    List<NodeRpc> nodes =
        List.of(
            new NodeRpc(first.address(), http, RpcTimes.unseen()),
            new NodeRpc(second.address(), http, RpcTimes.unseen()));
    return new BlockSubmission(nodes, timeout, Duration.ofMillis(20), 2);
  }
}
