package org.opensy.mining.dev.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.dev.pool.PoolProbe;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.TestPool;
import org.opensy.mining.dev.stratum.BadInputs.BadInput;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.JobResult;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;

/** The running listener, spoken to with raw sockets: what miners say, and what nobody should. */
class StratumIT {
  private static final int ROUNDS = 20;
  private static final long NEVER_A_BLOCK = 1L << 40;
  private static final Pattern CODE = Pattern.compile("\"(?:code\":|error\":\\[)(-?\\d+)");

  @TempDir private static Path certificates;
  private static TestPool pool;
  private static PoolProbe probe;
  private static ShareSearch search;
  private static int plainPort;
  private static int tlsPort;
  private static int proxiedPort;

  @BeforeAll
  static void start() throws Exception {
    plainPort = Ports.free();
    tlsPort = plainPort + 1;
    proxiedPort = plainPort + 2;
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=pool")
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(certificates.resolve("cert.pem"), bundle.getCertificatePathPEM());
    Files.writeString(certificates.resolve("key.pem"), bundle.getPrivateKeyPEM());
    search = new ShareSearch();
    pool =
        TestPool.create(
            "StratumIT",
            Map.ofEntries(
                Map.entry("pool.stratum.port", plainPort + "," + tlsPort + "," + proxiedPort),
                Map.entry("pool.stratum.port." + tlsPort + ".tls", "true"),
                Map.entry("pool.stratum.tls.certificate", certificates + "/cert.pem"),
                Map.entry("pool.stratum.tls.key", certificates + "/key.pem"),
                Map.entry("pool.stratum.port." + proxiedPort + ".proxy-protocol", "true"),
                Map.entry("pool.stratum.proxies", "127.0.0.1"),
                Map.entry("pool.stratum.accept-cryptonote-nonce", "false"),
                Map.entry("pool.stratum.difficulty", "2"),
                Map.entry("pool.limit.worthless-shares", "100000"),
                Map.entry("pool.limit.protocol-errors", "1000000"),
                Map.entry("pool.limit.logins-per-address", "10000")));
    probe = new PoolProbe(pool);
    pool.node().setDifficulty(NEVER_A_BLOCK);
    pool.server().start();
    probe.awaitDifficulty(NEVER_A_BLOCK);
  }

  @AfterAll
  static void stop() {
    search.close();
    if (pool != null) {
      pool.close();
    }
  }

  private static String address() {
    return pool.access().poolAddress();
  }

  @Test
  void xmrigsConversation() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      String session = miner.login(address() + ".rig", "x");
      miner.send(call(2, "keepalived", "\"id\":\"" + session + "\""));
      assertThat(miner.lineWith("\"id\":2")).contains("\"status\":\"KEEPALIVED\"");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      StratumJob job = jobOf(miner.lineWith("\"id\":3"));
      ShareSearch.Found found = search.share(job);
      miner.send(submit(4, session, found.jobId(), found.nonce(), found.result()));
      assertThat(miner.lineWith("\"id\":4")).contains("\"status\":\"OK\"");
      miner.send(submit(5, session, found.jobId(), found.nonce(), found.result()));
      assertThat(miner.lineWith("\"id\":5")).contains("Duplicate share");
    }
    eventually(
        "the share is stored under the worker's name",
        () -> probe.count("select count(*) from workers where name = 'rig'") == 1);
  }

  @Test
  void aLoginMayChangeOnALiveConnection() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      miner.login(address() + ".first", "x");
      String session = miner.login(address() + ".second", "x");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      ShareSearch.Found found = search.share(jobOf(miner.lineWith("\"id\":3")));
      miner.send(submit(4, session, found.jobId(), found.nonce(), found.result()));
      assertThat(miner.lineWith("\"id\":4")).contains("\"status\":\"OK\"");
    }
    eventually(
        "the share is the second worker's",
        () -> probe.count("select count(*) from workers where name = 'second'") == 1);
    assertThat(probe.count("select count(*) from workers where name = 'first'")).isZero();
  }

  @Test
  void thePasswordMayNameTheWorkerAndOneShareSetsNoMinimumPayout() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      String session = miner.login(address(), "My-Secret.Pw#2026,w=from-password,d=2,pl=250");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      StratumJob job = jobOf(miner.lineWith("\"id\":3"));
      ShareSearch.Found found = search.share(job);
      miner.send(submit(4, session, found.jobId(), found.nonce(), found.result()));
      assertThat(miner.lineWith("\"id\":4")).contains("\"status\":\"OK\"");
    }
    eventually(
        "the share is stored",
        () ->
            probe.count(
                    "select count(*) from workers w join miners m on m.id = w.miner_id"
                        + " where w.name = 'from-password' and m.minimum_payout is null")
                == 1);
  }

  @Test
  void theDifficultyFollowsTheMiner() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      String session = miner.login(address() + ".vardiff", "x");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      StratumJob job = jobOf(miner.lineWith("\"id\":3"));
      StratumJob latest = job;
      for (int id = 100; latest.target().equals(job.target()) && id < 200; id++) {
        ShareSearch.Found found = search.share(job);
        miner.send(submit(id, session, found.jobId(), found.nonce(), found.result()));
        assertThat(miner.lineWith("\"id\":" + id)).contains("\"status\":\"OK\"");
        miner.send(call(id + 1000, "keepalived", "\"id\":\"" + session + "\""));
        String line = miner.line();
        if (line.contains("\"method\":\"job\"")) {
          latest = ((JobMessage) StratumCodec.decodeServer(bytes(line))).job();
          miner.lineWith("KEEPALIVED");
        }
      }
      assertThat(latest.target()).isLessThan(job.target());
      // Shares of the job before still count.
      ShareSearch.Found late = search.share(job);
      miner.send(submit(7, session, late.jobId(), late.nonce(), late.result()));
      assertThat(miner.lineWith("\"id\":7")).contains("\"status\":\"OK\"");
    }
  }

  @Test
  void aMinerWithItsNonceAtByte39HearsWhatIsWrong() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      String session = miner.login(address() + ".stock", "x");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      StratumJob job = jobOf(miner.lineWith("\"id\":3"));
      StratumJob misread = with(job, job.blob(), StratumJob.CRYPTONOTE_NONCE_OFFSET);
      ShareSearch.Found found = search.share(misread);
      miner.send(submit(4, session, found.jobId(), found.nonce(), found.result()));
      assertThat(miner.lineWith("\"id\":4"))
          .contains("nonce at byte 39", "Which miners can mine OpenSY", "docs/miners.md");
    }
    assertThat(probe.get("/metrics").body())
        .containsPattern("opensy_pool_miners_cryptonote_nonce_total [1-9]");
  }

  @Test
  void theTopByteOfTheNonceIsFixedForNiceHash() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      String session = miner.login(address() + ".proxy", "nicehash");
      miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
      StratumJob job = jobOf(miner.lineWith("\"id\":3"));
      assertThat(job.blob()).endsWith("0000004e");
      StratumJob free = with(job, job.blob().substring(0, 158) + "00", job.nonceOffset());
      ShareSearch.Found other = search.share(free);
      miner.send(submit(4, session, other.jobId(), other.nonce(), other.result()));
      assertThat(miner.lineWith("\"id\":4")).contains("last byte is to stay");
      ShareSearch.Found own = search.share(job);
      miner.send(submit(5, session, own.jobId(), own.nonce(), own.result()));
      assertThat(miner.lineWith("\"id\":5")).contains("\"status\":\"OK\"");
    }
  }

  @Test
  void aMinerOfTheBitcoinDialectGetsWorkOnTheSamePort() throws Exception {
    try (RawMiner miner = new RawMiner(plainPort)) {
      miner.send("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"cpuminer/2.5.1\"]}\n");
      assertThat(miner.line()).contains("mining.notify", "\"error\":null");
      String authorize = "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"%s\",\"x\"]}\n";
      miner.send(authorize.formatted(address() + ".btc"));
      assertThat(miner.line()).contains("\"result\":true");
      assertThat(miner.line()).contains("mining.set_difficulty");
      assertThat(miner.line()).contains("mining.set_seed_hash");
      assertThat(miner.line()).contains("mining.notify");
      miner.send(
          "{\"id\":3,\"method\":\"mining.submit\",\"params\":[\""
              + address()
              + ".btc\",\"nojob\",\"00000000\",\"65000000\",\"00000000\"]}\n");
      assertThat(miner.lineWith("\"id\":3")).contains("[25,\"Unknown job\",null]");
    }
  }

  @Test
  void aMinerMinesThroughTlsAndThroughAProxy() throws Exception {
    try (RawMiner tls = RawMiner.overTls(tlsPort);
        RawMiner proxied = new RawMiner(proxiedPort)) {
      assertThat(tls.login(address() + ".tls", "x")).hasSize(32);
      proxied.send("PROXY TCP4 203.0.113.7 192.0.2.1 4711 3333\r\n");
      assertThat(proxied.login(address() + ".proxied", "x")).hasSize(32);
    }
    try (RawMiner noHeader = new RawMiner(proxiedPort);
        RawMiner noTls = new RawMiner(tlsPort)) {
      noHeader.send("{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"a\"}}\n");
      assertThat(noHeader.isClosedByPool()).isTrue();
      noTls.send("{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"a\"}}\n");
      assertThat(noTls.isClosedByPool()).isTrue();
    }
  }

  @TestFactory
  List<DynamicTest> beforeTheLoginEachBadInputEndsTheConnection() {
    List<DynamicTest> tests = new ArrayList<>();
    for (BadInput input : BadInputs.all()) {
      tests.add(
          DynamicTest.dynamicTest(
              input.name(),
              () -> {
                try (RawMiner miner = new RawMiner(plainPort)) {
                  miner.send(input.bytes("nobody", "nothing"));
                  int code = codeOf(miner.line());
                  if (input.isShare()) {
                    assertThat(code).isEqualTo(StratumError.UNAUTHENTICATED.code());
                  } else {
                    assertThat(code).isEqualTo(input.code());
                    assertClosedUnlessJsonRpc(miner, input);
                  }
                }
              }));
    }
    assertThat(tests).hasSizeGreaterThan(150);
    return tests;
  }

  private static void assertClosedUnlessJsonRpc(RawMiner miner, BadInput input) throws IOException {
    if (input.isJsonRpc()) {
      miner.send(call(9, "keepalived", ""));
      assertThat(codeOf(miner.lineWith("\"id\":9"))).isEqualTo(StratumError.UNAUTHENTICATED.code());
    } else {
      assertThat(miner.isClosedByPool()).isTrue();
    }
  }

  @Test
  void afterTheLoginEachBadInputHasItsAnswerAndMemoryStaysLevel() throws Exception {
    List<BadInput> inputs = BadInputs.all();
    long heapAtFirst = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (RawMiner miner = new RawMiner(plainPort)) {
        String session = miner.login(address() + ".bad", "d=1000000");
        miner.send(call(3, "getjob", "\"id\":\"" + session + "\""));
        String job = jobOf(miner.lineWith("\"id\":3")).jobId();
        for (BadInput input : inputs) {
          miner.send(input.bytes(session, job));
          assertThat(codeOf(miner.lineWith("\"error\":{")))
              .as(input.name())
              .isEqualTo(input.code());
        }
        miner.send(call(9, "keepalived", "\"id\":\"" + session + "\""));
        assertThat(miner.lineWith("\"id\":9")).contains("KEEPALIVED");
      }
      halfLines();
      if (round == 2) {
        heapAtFirst = heapAfterCollection();
      }
    }
    long grown = heapAfterCollection() - heapAtFirst;
    assertThat(grown).as("bytes of heap more than after three rounds").isLessThan(8 << 20);
    eventually(
        "all connections are gone",
        () -> probe.get("/metrics").body().contains("\nopensy_pool_connections_current 0"));
  }

  /** What ends in the middle gets no answer and leaves nothing behind. */
  private static void halfLines() throws IOException {
    List<String> halves =
        List.of("", "{", "{\"id\":1,\"method\":\"login\"", "\u0016\u0003\u0001", "x".repeat(8000));
    for (String half : halves) {
      try (RawMiner miner = new RawMiner(plainPort)) {
        miner.send(half).endOutput();
        assertThat(miner.isClosedByPool()).isTrue();
      }
    }
    try (RawMiner miner = new RawMiner(plainPort)) {
      miner.send("x".repeat(20_000));
      assertThat(codeOf(miner.line())).isEqualTo(StratumError.PARSE_ERROR.code());
      assertThat(miner.isClosedByPool()).isTrue();
    }
  }

  private static long heapAfterCollection() throws IOException, InterruptedException {
    long pid = pool.server().payara().pid();
    Process collection =
        new ProcessBuilder("jcmd", Long.toString(pid), "GC.run").inheritIO().start();
    assertThat(collection.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Matcher heap =
        Pattern.compile(
                "(?m)^base_memory_usedHeap_bytes\\S* (\\S+)$|^memory_usedHeap_bytes\\S* (\\S+)$")
            .matcher(probe.get("/metrics?scope=base").body());
    assertThat(heap.find()).isTrue();
    String bytes = heap.group(1) == null ? heap.group(2) : heap.group(1);
    return (long) Double.parseDouble(bytes);
  }

  private static int codeOf(String line) {
    Matcher code = CODE.matcher(line);
    assertThat(code.find()).as("no error: " + line).isTrue();
    return Integer.parseInt(code.group(1));
  }

  private static String call(int id, String method, String params) {
    return "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + "}}\n";
  }

  private static String submit(int id, String session, String job, String nonce, String result) {
    return call(
        id,
        "submit",
        "\"id\":\"%s\",\"job_id\":\"%s\",\"nonce\":\"%s\",\"result\":\"%s\",\"algo\":\"rx/0\""
            .formatted(session, job, nonce, result));
  }

  private static StratumJob with(StratumJob job, String blob, int nonceOffset) {
    return new StratumJob(
        job.jobId(), blob, job.target(), job.algo(), job.height(), job.seedHash(), nonceOffset);
  }

  private static StratumJob jobOf(String line) throws ProtocolException {
    return ((JobResult) StratumCodec.decodeServer(bytes(line))).job();
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
