package org.opensy.mining.dev.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.CompactBits;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.PoolTag;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobBook;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.ledger.LedgerQueries;
import org.opensy.mining.pool.ledger.PoolBlock;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.ShareEntry;
import org.opensy.mining.pool.ledger.ShareTotals;
import org.opensy.mining.pool.ledger.ShareWriter;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.NodeUnreachableException;
import org.opensy.mining.pool.share.AcceptedShare;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What only the server decides: the woven entities, the transactions, the interceptors and the
 * configuration of the beans in the EJB module, seen from inside.
 */
@ArquillianTest
public class PoolInsideIT {
  private static final String MINER = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";
  private static final String GENESIS =
      "67fb155259a269da63429b2d84149027fc4a9a366236bc849fddff3a2554cd50";
  private static final Extranonce EXTRANONCE = new Extranonce(1, 2);

  @EJB private BlockStore blocks;
  @EJB private LedgerQueries ledger;
  @EJB private ShareWriter shares;
  @Inject private NodeClient node;
  @Inject private PoolConfig config;

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  /** The product's own archive, with this class added. */
  @Deployment
  public static Archive<?> pool() {
    return PoolWithTests.archive(PoolInsideIT.class);
  }

  @Test
  void settingsAndDefaultsReachTheBeans() {
    assertThat(config.chain().network()).isEqualTo(Network.REGTEST);
    assertThat(config.chain().address().toString()).isEqualTo(MINER);
    assertThat(config.node().nodes()).hasSize(1);
    assertThat(config.stratum().difficulty()).isEqualTo(Difficulty.of(1000));
  }

  @Test
  void aFoundBlockIsReadBackWithItsHexItsMinerAndItsWorker() {
    Job job = job();
    FoundBlock found = job.solvedBy(new Nonce(7), PowHash.of(new byte[32]));
    blocks.store(found, job, MINER, "rig");
    blocks.store(found, job, MINER, "rig");

    List<PoolBlock> open = blocks.withStatus(Set.of(BlockStatus.FOUND));
    assertThat(open).hasSize(1);
    PoolBlock block = open.get(0);
    assertThat(block.hash()).isEqualTo(found.hash());
    // Outside the transaction that read it, as the pool submits open blocks after a restart.
    assertThat(block.hex()).isEqualTo(found.block().toHex());
    assertThat(block.miner().address()).isEqualTo(MINER);
    assertThat(block.worker().name()).isEqualTo("rig");
    assertThat(block.reward()).isEqualTo(Amount.ofSyl(10_000));

    assertThat(blocks.mark(found.hash(), BlockStatus.REFUSED, "high-hash-randomx")).isTrue();
    assertThat(ledger.blockCounts()).containsEntry(BlockStatus.REFUSED, 1L);
  }

  @Test
  void aShareOfTheQueueArrivesInThePartitionOfItsDay() throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    shares.offer(
        new ShareEntry(
            new AcceptedShare(now, MINER, "rig", 1000, 70, false),
            EXTRANONCE,
            "job1",
            new Nonce(3)));
    eventually(() -> ledger.sharesSince(now).equals(new ShareTotals(1, 1000)));
    String day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(now, ZoneOffset.UTC));
    assertThat(text("select tableoid::regclass::text from shares")).isEqualTo("shares_" + day);
    assertThat(ledger.workersSince(now.minusSeconds(60))).isOne();
  }

  @Test
  void theCircuitBreakerOpensForANodeThatRefusesConnections() {
    eventually(() -> askedAndRefused() instanceof CircuitBreakerOpenException);
  }

  private Throwable askedAndRefused() {
    try {
      return new AssertionError("no node runs, but one answered " + node.bestBlockHash());
    } catch (NodeUnreachableException refused) {
      return refused.getCause();
    }
  }

  private static Job job() {
    BlockTemplate template =
        new BlockTemplate(
            1,
            new BlockTemplate.HeaderFields(
                0x20000000, BlockHash.ofDisplayHex(GENESIS), CompactBits.parse("207fffff"), 0, 0),
            new BlockTemplate.CoinbaseFields(Amount.ofSyl(10_000), Optional.empty()),
            List.of(),
            "");
    Payee payee = new Payee(Address.parse(MINER, Network.REGTEST).script(), new PoolTag("/test/"));
    return new JobBook(EXTRANONCE, new Random(1))
        .issue(
            JobTemplate.of(template, new RandomXKey(new byte[32]), payee),
            ShareTarget.of(Difficulty.of(1)))
        .orElseThrow();
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within a minute").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
