package org.opensy.mining.dev.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wire.Block;

class ReorganisationTest {
  @Test
  void followsTheLongerChainAndOrphansTheCoinbaseOfTheOther() {
    try (TestNode test = TestNode.start()) {
      RpcCaller wallet = test.wallet("pool");
      String mine = wallet.call("getnewaddress").result().asText();
      Block ours = test.on(test.node.core().template(), Addresses.script(mine).orElseThrow());
      Block theirs = test.next();
      assertThat(test.submit(ours)).isEmpty();
      String coinbase = ours.transactions().get(0).txid().toString();
      assertThat(wallet.call("gettransaction", coinbase).result().path("confirmations").asInt())
          .isEqualTo(1);
      assertThat(test.submit(theirs)).contains("inconclusive");
      assertThat(test.submit(test.onTopOf(theirs))).isEmpty();

      JsonNode orphan = wallet.call("gettransaction", coinbase).result();
      JsonNode recorded = GoldenVectors.answer("gettransaction of orphaned coinbase");
      for (String field :
          new String[] {"amount", "confirmations", "generated", "trusted", "bip125-replaceable"}) {
        assertThat(orphan.path(field)).as(field).isEqualTo(recorded.path(field));
      }
      assertThat(orphan.path("details").path(0).path("category").asText()).isEqualTo("orphan");
      assertThat(orphan.path("details").path(0).path("abandoned").asBoolean()).isTrue();
      assertThat(header(test, ours).path("confirmations").asInt()).isEqualTo(-1);
    }
  }

  @Test
  void invalidatingGoesBackAndReconsideringReturns() {
    try (TestNode test = TestNode.start()) {
      test.node.generate(5, TestNode.STRANGER);
      String third = test.rpc.call("getblockhash", 3).result().asText();
      String fifth = test.node.bestBlockHash();
      assertThat(test.rpc.call("invalidateblock", third).result().isNull()).isTrue();
      assertThat(test.node.height()).isEqualTo(2);
      assertThat(test.submit(test.next())).isEmpty();
      assertThat(test.node.height()).isEqualTo(3);
      assertThat(test.rpc.call("reconsiderblock", third).result().isNull()).isTrue();
      assertThat(test.node.bestBlockHash()).isEqualTo(fifth);
    }
  }

  @Test
  void transactionsOfALostBlockWaitAgain() {
    try (TestNode test = TestNode.start()) {
      Block empty = test.next();
      String txid = test.node.addTransactions(1, 500).get(0);
      assertThat(test.submit(test.next())).isEmpty();
      assertThat(test.rpc.call("getrawmempool").result()).isEmpty();
      assertThat(test.submit(empty)).contains("inconclusive");
      assertThat(test.submit(test.onTopOf(empty))).isEmpty();
      assertThat(test.rpc.call("getrawmempool").result().path(0).asText()).isEqualTo(txid);
    }
  }

  @Test
  void aBlockOnAnInvalidOneIsRefused() {
    try (TestNode test = TestNode.start()) {
      Block first = test.next();
      assertThat(test.submit(first)).isEmpty();
      Block second = test.next();
      test.rpc.call("invalidateblock", first.hash().toString()).result();
      assertThat(test.submit(first)).contains("duplicate-invalid");
      assertThat(test.submit(second)).contains("bad-prevblk");
    }
  }

  private static JsonNode header(TestNode test, Block block) {
    return test.rpc.call("getblockheader", block.hash().toString()).result();
  }
}
