package org.opensy.mining.stratum.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/** Lines as real miners sent them, and a job. */
final class Lines {
  static final String XMRIG_LOGIN =
      """
      {"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"rsyl1qexample.rig","pass":"x",\
      "agent":"XMRig/6.26.0 (Linux x86_64) libuv/1.51.0 gcc/13.2.1","rigid":"rig","algo":["rx/0",\
      "cn/2","cn/r","cn/fast","cn/half","cn/xao","cn/rto","cn/rwz","cn/zls","cn/double","cn/ccx",\
      "cn-lite/1","cn-heavy/0","cn-heavy/tube","cn-heavy/xhv","cn-pico","cn-pico/tlo","cn/upx2",\
      "cn/1","rx/wow","rx/arq","rx/graft","rx/sfx","rx/yada","panthera","argon2/chukwa",\
      "argon2/chukwav2","argon2/ninja","ghostrider","cn/gpu","cn/0"],"algo-perf":{"rx/0":612.5,\
      "cn/2":null}}}""";
  static final String PROXY_LOGIN =
      """
      {"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"rsyl1qexample","pass":"x",\
      "agent":"xmrig-proxy/6.26.0 (Linux x86_64) libuv/1.51.0 gcc/13.2.1"}}""";
  static final String XMRIG_SUBMIT =
      """
      {"id":7,"jsonrpc":"2.0","method":"submit","params":{"id":"5f0a","job_id":"1c",\
      "nonce":"d0030040","result":"%s","algo":"rx/0"}}"""
          .formatted("ab".repeat(32));
  static final String XMRIG_KEEPALIVE =
      """
      {"id":9,"jsonrpc":"2.0","method":"keepalived","params":{"id":"5f0a"}}""";

  static final String XMRIG_GETJOB =
      """
      {"id":9,"jsonrpc":"2.0","method":"getjob","params":{"id":"5f0a"}}""";

  // As cpuminer 2.5, cgminer 4.11 and BOSminer write them.
  static final String SUBSCRIBE =
      """
      {"id": 1, "method": "mining.subscribe", "params": ["cpuminer/2.5.1", "5f0a"]}""";
  static final String AUTHORIZE =
      """
      {"id": 2, "method": "mining.authorize", "params": ["rsyl1qexample.rig", "x"]}""";
  static final String SUBMIT =
      """
      {"params": ["rsyl1qexample.rig", "1c", "00000001", "5f5e1000", "0badc0de"], "id": 4, \
      "method": "mining.submit"}""";
  static final String CONFIGURE =
      """
      {"id":0,"method":"mining.configure","params":[["version-rolling","minimum-difficulty"],\
      {"version-rolling.mask":"1fffe000","version-rolling.min-bit-count":16,\
      "minimum-difficulty.value":2048}]}""";
  static final String EXTRANONCE_SUBSCRIBE =
      """
      {"id":3,"method":"mining.extranonce.subscribe","params":[]}""";

  static final String SUGGEST_DIFFICULTY =
      """
      {"id":4,"method":"mining.suggest_difficulty","params":[0.5]}""";
  static final String SUGGEST_TARGET =
      """
      {"id":5,"method":"mining.suggest_target","params":["00ff%s"]}"""
          .formatted("00".repeat(30));

  /** A line of each request, in both dialects. */
  static final List<String> CLIENT_LINES =
      List.of(
          XMRIG_LOGIN,
          PROXY_LOGIN,
          XMRIG_SUBMIT,
          XMRIG_KEEPALIVE,
          XMRIG_GETJOB,
          SUBSCRIBE,
          AUTHORIZE,
          SUBMIT,
          CONFIGURE,
          EXTRANONCE_SUBSCRIBE,
          SUGGEST_DIFFICULTY,
          SUGGEST_TARGET);

  static final StratumJob JOB =
      new StratumJob(
          "1c",
          "0a".repeat(80),
          Target.fromStratumHex("e5d022dbf97e4100"),
          "rx/0",
          64,
          "c5".repeat(32),
          StratumJob.OPENSY_NONCE_OFFSET);

  static final BitcoinJob BITCOIN_JOB =
      new BitcoinJob(
          "1c",
          "04030201".repeat(8),
          "0200000001" + "00".repeat(32) + "ffffffff",
          "ffffffff00",
          List.of("ab".repeat(32), "cd".repeat(32)),
          "20000000",
          "207fffff",
          "5f5e1000",
          true);

  static final List<ClientMessage> CLIENT_MESSAGES =
      List.of(
          new Login(RpcId.of(5), "a", "", "", "", List.of("rx/0"), OptionalDouble.of(1234.0625)),
          new GetJob(RpcId.of(6), "s"),
          new GetJob(RpcId.of(7), ""),
          new Subscribe(RpcId.of(1), "cpuminer/2.5.1"),
          new Subscribe(RpcId.of("one"), ""),
          new Authorize(RpcId.of(2), "rsyl1q.rig+5000", "d=1"),
          new Authorize(RpcId.of(2), "rsyl1q\"\\é😀", ""),
          new Submit(
              RpcId.of(3), "u", Submission.unclaimed("j", "00000001", "5f5e1000", "0badc0de"), ""),
          new Submit(RpcId.of(3), "u", Submission.unclaimed("j", "x", "y", "z"), ""),
          new Configure(RpcId.of(4), List.of("version-rolling", "é")),
          new Configure(RpcId.of(4), List.of()),
          new ExtranonceSubscribe(RpcId.of(5)),
          new ExtranonceSubscribe(RpcId.NONE),
          new SuggestTarget(RpcId.of(6), Target.EASIEST),
          new SuggestTarget(RpcId.NONE, Target.of(BigInteger.ZERO)),
          new Login(RpcId.of(1), "rsyl1q.rig+5000", "d=1", "a/1", "rig", List.of("rx/0", "cn/2")),
          new Login(RpcId.of("one"), "rsyl1q\"\\é😀", "", "", "", List.of()),
          new Submit(RpcId.of(2), "s", "j", "00000000", "ab".repeat(32), "rx/0"),
          new Submit(RpcId.of(-3), "s", "j", "n", "r", ""),
          new KeepAlive(RpcId.of(4), "s"),
          new KeepAlive(RpcId.of(""), ""));

  static final List<ServerMessage> SERVER_MESSAGES =
      List.of(
          new LoginResult(RpcId.of(1), "5f0a", JOB, LoginResult.EXTENSIONS),
          new JobMessage(JOB),
          new JobResult(RpcId.of(9), JOB),
          Ok.accepted(RpcId.of("x")),
          Ok.keptAlive(RpcId.of(Long.MIN_VALUE)),
          StratumError.LOW_DIFFICULTY.reply(RpcId.of(5)),
          StratumError.PARSE_ERROR.reply(RpcId.NONE));

  static final List<ServerMessage> BITCOIN_SERVER_MESSAGES =
      List.of(
          new SubscribeResult(RpcId.of(1), "5f0a", "0000000100000002", 4),
          new ConfigureResult(RpcId.of(0), List.of("minimum-difficulty", "version-rolling")),
          new ConfigureResult(RpcId.of(0), List.of()),
          new SetDifficulty(new BitcoinDifficulty(2.5e-10)),
          new SetDifficulty(new BitcoinDifficulty(65_536)),
          new SetSeedHash("c5".repeat(32)),
          new Notify(BITCOIN_JOB),
          Ok.accepted(RpcId.of("x")),
          StratumError.LOW_DIFFICULTY.reply(RpcId.of(5)),
          StratumError.PARSE_ERROR.reply(RpcId.NONE));

  private Lines() {}

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
