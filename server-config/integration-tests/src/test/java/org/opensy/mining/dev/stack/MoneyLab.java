package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.ledger.SchemaOwner;
import org.opensy.mining.pool.money.Account;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.EventKind;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.money.Lease;
import org.opensy.mining.pool.money.MoneyEvent;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.RpcWallet;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.payout.Payouts;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What moves money, without the application server: a real database, a regtest node with its
 * wallet, and a clock that is moved by hand. Not thread-safe.
 */
public final class MoneyLab implements AutoCloseable {
  private static final String USER = "pool";
  private static final int SPENDABLE_BLOCKS = 105;

  private final EmbeddedPostgresServer postgres;
  private final RegtestNode node;
  private final String password;
  private final String poolAddress;
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private int miners;
  private int blocks;

  private MoneyLab(
      EmbeddedPostgresServer postgres, RegtestNode node, String password, String poolAddress) {
    this.postgres = postgres;
    this.node = node;
    this.password = password;
    this.poolAddress = poolAddress;
  }

  /** Starts database and node in a directory of this name, which is emptied first. */
  public static MoneyLab start(String name) {
    StackPaths paths = StackPaths.fromSystemProperties().in(name);
    try {
      FileTrees.delete(paths.work());
      String password = Secrets.next();
      RegtestNode node = RegtestNode.start(RegtestNodeOptions.of(USER, password).withDifficulty(2));
      NodeAccess access = new NodeAccess(node.uri().toString(), USER, password, "", "");
      String address = new NodeRpcClient(access).newAddress("pool");
      EmbeddedPostgresServer postgres =
          new EmbeddedPostgresServer(
              paths.postgresBinaries(), paths.work().resolve("postgres"), Ports.free());
      postgres.start();
      MoneyLab lab = new MoneyLab(postgres, node, password, address);
      SchemaOwner.of(
              lab.database(postgres.owner()), postgres.user(), Optional.of(postgres.reader()))
          .migrate();
      return lab;
    } catch (IOException e) {
      throw new StackException("the money lab does not start", e);
    }
  }

  /** The node, whose wallet is the pool's. */
  public RegtestNode node() {
    return node;
  }

  /** An address of the pool's wallet. */
  public String poolAddress() {
    return poolAddress;
  }

  /** Mines until the wallet has coins to spend. */
  public void fillWallet() {
    node.generate(SPENDABLE_BLOCKS, poolAddress);
  }

  /** The pool's database for the role that runs the pool, a new connection each time. */
  public DataSource database() {
    return database(postgres.user());
  }

  /** The pool's database for the role that audits it. */
  public DataSource readOnly() {
    return database(postgres.reader());
  }

  private DataSource database(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    source.setUser(role);
    source.setPassword(role);
    return source;
  }

  /** How to reach the node. */
  public NodeSettings nodeSettings() {
    NodeLogin login = new NodeLogin.Password(USER, new Secret(password));
    Duration second = Duration.ofSeconds(1);
    return new NodeSettings(
        List.of(new NodeAddress(node.uri(), login)),
        new NodeSettings.Times(
            Duration.ofSeconds(5), Duration.ofSeconds(5), second, second, second));
  }

  /** The node. */
  public NodeClient nodeClient() {
    return NodeClient.of(nodeSettings(), clock());
  }

  /** Address of the database, for another process. */
  public String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  /** The node's password, for another process. */
  public String password() {
    return password;
  }

  /** The wallet, which is given up after some milliseconds, six times that for a payment. */
  public WalletClient wallet(long patienceMillis) {
    NodeSettings settings = nodeSettings();
    NodeSettings.Times times = settings.times();
    return new RpcWallet(
        settings.nodes().get(0),
        Network.REGTEST,
        new NodeSettings.Times(
            times.connect(),
            Duration.ofMillis(patienceMillis),
            times.longPoll(),
            times.poll(),
            times.coolDown()));
  }

  /** Time by the lab's clock. */
  public InstantSource clock() {
    return () -> now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** The right to move money, taken over from whoever had it. */
  public Fence takeOver() {
    update("update leases set expires_at = clock_timestamp()");
    return new Lease(database(), Lease.MONEY, UUID.randomUUID().toString(), Duration.ofMinutes(30))
        .take()
        .orElseThrow();
  }

  /** Payouts of at least 1 SYL, 50 in a batch, whose absence counts after two minutes. */
  public static PayoutSettings settings() {
    return new PayoutSettings(
        true,
        new PayoutSettings.Terms(
            Amount.ofSyl(1),
            100,
            Amount.ofBaseUnits(546),
            50,
            new PayoutSettings.NetworkFee(PayoutSettings.FeePayer.POOL, Amount.parse("0.1"))),
        new PayoutSettings.Waits(Duration.ofMinutes(1), Duration.ofMinutes(2)),
        new PayoutSettings.Depths(100, 1),
        new PayoutSettings.Wallet(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** Payouts with parts that may be made to fail. */
  public static Payouts payouts(
      DataSource database, WalletClient wallet, InstantSource clock, String poolAddress) {
    return new Payouts(
        database,
        wallet,
        settings(),
        new Payouts.Parties(
            Network.REGTEST, Address.parse(poolAddress, Network.REGTEST), Optional.empty()),
        Payouts.Clocks.of(clock));
  }

  /** So many new miners, each with a payable balance of its own, 1 SYL and some units. */
  public List<Address> newMiners(int count, Fence fence) {
    List<Address> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(newMiner(fence));
    }
    return added;
  }

  private Address newMiner(Fence fence) {
    int number = ++miners;
    byte[] hash = new byte[20];
    hash[0] = (byte) (number >> 8);
    hash[1] = (byte) number;
    Address address = Address.p2wpkh(Network.REGTEST, hash);
    Transaction.run(
        database(),
        transaction -> {
          SqlQuery.of(
                  "insert into miners (id, address, created_at) values (?, ?, now())",
                  number,
                  address.toString())
              .update(transaction);
          MoneyEvent earned =
              MoneyEvent.of(EventKind.BLOCK_MATURED, "lab:" + number)
                  .increase(Account.of(AccountKind.COINBASE_MATURE), amountOf(address))
                  .increase(Account.of(AccountKind.MINER_PAYABLE, number), amountOf(address))
                  .build();
          Books.book(transaction, fence, earned, now);
        });
    return address;
  }

  /**
   * Mines the next block and stores it as one of the pool's, found by a miner under PPLNS at a fee
   * of 1 %, with its own share as all the work that there is.
   *
   * @return its hash
   */
  public BlockHash ownBlock(Address finder) {
    String hash = node.generate(1, finder.toString()).get(0);
    pass(Duration.ofSeconds(1));
    int nonce = ++blocks;
    Transaction.run(
        database(postgres.owner()),
        transaction ->
            SqlQuery.of("create table if not exists shares_all partition of shares default")
                .update(transaction));
    update(
        "insert into miners (address, created_at) values ('%s', now()) on conflict do nothing"
            .formatted(finder));
    update(
        ("insert into workers (miner_id, name, created_at) select id, '', now() from miners"
                + " where address = '%s' on conflict do nothing")
            .formatted(finder));
    String from = " from miners m join workers w on w.miner_id = m.id where m.address = '%s'";
    update(
        ("insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce,"
                + " difficulty, height, is_block, scheme) select '%s', m.id, w.id, 1, 'job', %d, 2,"
                + " %d, true, 'PPLNS'"
                + from)
            .formatted(now, nonce, node.height(), finder));
    update(
        ("insert into share_slots (scheme, slot, miner_id, work, shares) select 'PPLNS',"
                + " date_bin('10 minutes', '%s', '1970-01-01T00:00:00Z'), m.id, 2, 1"
                + from
                + " on conflict (scheme, slot, miner_id) do update set"
                + " work = share_slots.work + 2, shares = share_slots.shares + 1")
            .formatted(now, finder));
    update(
        ("insert into blocks (hash, height, block_hex, miner_id, worker_id, extranonce, reward,"
                + " difficulty, status, found_at, status_at, job_id, nonce, share_at,"
                + " scheme, fee_basis_points, window_factor) select '%s', %d, '', m.id, w.id,"
                + " '0000000000000001', 1000000000000, 2, 'ACCEPTED', '%s', '%s', 'job', %d,"
                + " '%s', 'PPLNS', 100, 2"
                + from)
            .formatted(hash, node.height(), now, now, nonce, now, finder));
    return BlockHash.ofDisplayHex(hash);
  }

  private void update(String sql) {
    Transaction.run(database(), transaction -> SqlQuery.of(sql).update(transaction));
  }

  /** What a miner of {@link #newMiners} has earned. */
  public static Amount amountOf(Address miner) {
    byte[] script = miner.script().toArray();
    int number = ((script[2] & 0xff) << 8) | (script[3] & 0xff);
    return Amount.ofSyl(1).plus(Amount.ofBaseUnits(number));
  }

  @Override
  public void close() {
    postgres.close();
    node.close();
  }
}
