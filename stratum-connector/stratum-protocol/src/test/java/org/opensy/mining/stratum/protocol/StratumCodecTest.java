package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.stratum.protocol.Lines.JOB;
import static org.opensy.mining.stratum.protocol.Lines.bytes;
import static org.opensy.mining.stratum.protocol.Lines.text;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class StratumCodecTest {
  @Test
  void aRigMayBeNamedAsItLikes() throws ProtocolException {
    assertThat(rigid("\"my rig \\t\\ud800 é😀\"")).isEqualTo("my rig __ é😀");
    assertThat(rigid("\"" + "r".repeat(200) + "\"")).isEqualTo("r".repeat(64));
    for (String none : new String[] {"7", "[]", "{}", "null", "\"\""}) {
      assertThat(rigid(none)).as(none).isEmpty();
    }
  }

  private static String rigid(String json) throws ProtocolException {
    String line = "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"a\",\"rigid\":%s}}";
    return ((Login) StratumCodec.decodeClient(Lines.bytes(line.formatted(json)))).rigid();
  }

  @Test
  void readsTheLoginOfXmrigWithItsAlgorithms() throws ProtocolException {
    Login login = (Login) StratumCodec.decodeClient(bytes(Lines.XMRIG_LOGIN));
    assertThat(login.id()).isEqualTo(RpcId.of(1));
    assertThat(login.login()).isEqualTo("rsyl1qexample.rig");
    assertThat(login.pass()).isEqualTo("x");
    assertThat(login.agent()).startsWith("XMRig/6.26.0");
    assertThat(login.rigid()).isEqualTo("rig");
    assertThat(login.algos()).hasSize(31);
    assertThat(login.agreedAlgorithm()).contains("rx/0");
  }

  @Test
  void readsTheLoginOfTheProxyWhichNamesNoAlgorithm() throws ProtocolException {
    Login login = (Login) StratumCodec.decodeClient(bytes(Lines.PROXY_LOGIN));
    assertThat(login.rigid()).isEmpty();
    assertThat(login.algos()).isEmpty();
    assertThat(login.agreedAlgorithm()).contains("rx/0");
  }

  @Test
  void readsSubmitAndKeepAliveOfXmrig() throws ProtocolException {
    assertThat(StratumCodec.decodeClient(bytes(Lines.XMRIG_SUBMIT)))
        .isEqualTo(new Submit(RpcId.of(7), "5f0a", "1c", "d0030040", "ab".repeat(32), "rx/0"));
    assertThat(StratumCodec.decodeClient(bytes(Lines.XMRIG_KEEPALIVE)))
        .isEqualTo(new KeepAlive(RpcId.of(9), "5f0a"));
  }

  @Test
  void readsGetJobWithOrWithoutASession() throws ProtocolException {
    String bare = "{\"id\":9,\"method\":\"getjob\",\"params\":{}}";
    assertThat(StratumCodec.decodeClient(bytes(Lines.XMRIG_GETJOB)))
        .isEqualTo(new GetJob(RpcId.of(9), "5f0a"));
    assertThat(StratumCodec.decodeClient(bytes(bare))).isEqualTo(new GetJob(RpcId.of(9), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'rx/0':612.5,'cn/2':null}             | 612.5
          {'rx/0':1}                             | 1
          {'rx/mars':2e3,'rx/0':1}               | 2000
          {'rx/opensy':null,'rx/mars':7}         | 7
          {'rx/opensy':0,'rx/mars':-1,'rx/0':9}  | 9
          {'rx/0':1e12}                          | 1e12
          """)
  void theMeasuredHashRateIsThatOfTheFirstOfOurAlgorithms(String perf, double rate)
      throws ProtocolException {
    assertThat(hashRate(perf)).hasValue(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "'rx/0'",
        "[{'rx/0':1}]",
        "{}",
        "{'cn/2':1}",
        "{'rx/0':null}",
        "{'rx/0':'612.5'}",
        "{'rx/0':[1]}",
        "{'rx/0':true}",
        "{'rx/0':0}",
        "{'rx/0':-0.0}",
        "{'rx/0':-5}",
        "{'rx/0':1e13}",
        "{'rx/0':1e999}",
        "{'rx/0':1e-999}",
      })
  void aHashRateThatMakesNoSenseIsIgnored(String perf) throws ProtocolException {
    assertThat(hashRate(perf)).isEmpty();
  }

  private static OptionalDouble hashRate(String perf) throws ProtocolException {
    String line = "{'id':1,'method':'login','params':{'login':'a','algo-perf':" + perf + "}}";
    return ((Login) StratumCodec.decodeClient(bytes(line.replace('\'', '"')))).hashRate();
  }

  @Test
  void theAlgorithmIsTheFirstOfOursThatTheMinerListed() {
    assertThat(login("rx/0", "rx/mars", "rx/opensy").agreedAlgorithm()).contains("rx/opensy");
    assertThat(login("rx/0", "rx/mars").agreedAlgorithm()).contains("rx/mars");
    assertThat(login("cn/2").agreedAlgorithm()).isEmpty();
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() throws ProtocolException {
    String line = "{\"params\":{\"id\":\"s\"},\"method\":\"keepalived\",\"id\":\"k\"}";
    assertThat(StratumCodec.decodeClient(bytes(line))).isEqualTo(new KeepAlive(RpcId.of("k"), "s"));
  }

  @Test
  void optionalFieldsMayBeNull() throws ProtocolException {
    String line =
        "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"a\",\"pass\":null,\"rigid\":null}}";
    assertThat(StratumCodec.decodeClient(bytes(line)))
        .isEqualTo(new Login(RpcId.of(1), "a", "", "", "", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.50",
        "1e5",
        "123456789012345678901234567890",
        "\"\"",
        "\"é\"",
        "\"a\\\"b\\\\\"",
        // What a decoder puts in the place of malformed bytes, but here the miner wrote it.
        "\"\uFFFD\"",
      })
  void theIdComesBackAsItCame(String id) throws ProtocolException {
    String line = "{\"id\":" + id + ",\"method\":\"keepalived\",\"params\":{}}";
    RpcId read = StratumCodec.decodeClient(bytes(line)).id();
    var in = new LoginResult(read, "5f0a", JOB, LoginResult.EXTENSIONS);
    assertThat(text(StratumCodec.encode(Ok.accepted(read)))).startsWith("{\"id\":" + id + ",");
    assertThat(text(StratumCodec.encode(in))).startsWith("{\"id\":" + id + ",");
  }

  @ParameterizedTest
  @FieldSource("org.opensy.mining.stratum.protocol.Lines#CLIENT_MESSAGES")
  void whatAMinerWritesThePoolReads(ClientMessage message) throws ProtocolException {
    assertThat(StratumCodec.decodeClient(line(StratumCodec.encode(message)))).isEqualTo(message);
  }

  @ParameterizedTest
  @FieldSource("org.opensy.mining.stratum.protocol.Lines#SERVER_MESSAGES")
  void whatThePoolWritesAMinerReads(ServerMessage message) throws ProtocolException {
    assertThat(StratumCodec.decodeServer(line(StratumCodec.encode(message)))).isEqualTo(message);
  }

  @ParameterizedTest
  @FieldSource("org.opensy.mining.stratum.protocol.Lines#BITCOIN_SERVER_MESSAGES")
  void whatThePoolWritesABitcoinMinerReads(ServerMessage message) throws ProtocolException {
    byte[] encoded = StratumCodec.encode(message, Dialect.BITCOIN);
    assertThat(StratumCodec.decodeServer(line(encoded), Dialect.BITCOIN)).isEqualTo(message);
  }

  @Test
  void theLoginAnswerHasWhatXmrigLooksFor() {
    String job =
        """
        {"blob":"%s","job_id":"1c","target":"e5d022dbf97e4100","algo":"rx/0","height":64,\
        "seed_hash":"%s","nonce_offset":76}"""
            .formatted("0a".repeat(80), "c5".repeat(32));
    var answer = new LoginResult(RpcId.of(1), "5f0a", JOB, LoginResult.EXTENSIONS);
    assertThat(text(StratumCodec.encode(answer)))
        .isEqualTo(
            """
            {"id":1,"jsonrpc":"2.0","error":null,"result":{"id":"5f0a","job":%s,\
            "extensions":["algo","keepalive"],"status":"OK"}}
            """
                .formatted(job));
    assertThat(text(StratumCodec.encode(new JobMessage(JOB))))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"job\",\"params\":" + job + "}\n");
    assertThat(text(StratumCodec.encode(new JobResult(RpcId.of(9), JOB))))
        .isEqualTo("{\"id\":9,\"jsonrpc\":\"2.0\",\"error\":null,\"result\":" + job + "}\n");
  }

  @Test
  void acceptedAndRefusedAreWhatXmrigCounts() {
    assertThat(text(StratumCodec.encode(Ok.accepted(RpcId.of(2)))))
        .isEqualTo(
            "{\"id\":2,\"jsonrpc\":\"2.0\",\"error\":null,\"result\":{\"status\":\"OK\"}}\n");
    assertThat(text(StratumCodec.encode(StratumError.DUPLICATE_SHARE.reply(RpcId.of(3)))))
        .isEqualTo(
            "{\"id\":3,\"jsonrpc\":\"2.0\",\"error\":{\"code\":22,\"message\":\"Duplicate share\"}}\n");
  }

  @Test
  void anErrorWithoutAMessageCannotBeMade() {
    assertThatThrownBy(() -> new ErrorReply(RpcId.of(1), 1, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdThatIsNoNumberCannotGetIntoALineUnquoted() {
    assertThatThrownBy(() -> new RpcId("1,\"x\":2", false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePasswordIsNotInTheText() {
    Login login = new Login(RpcId.of(1), "a", "secret", "", "", List.of());
    assertThat(login.toString()).doesNotContain("secret");
    assertThat(new Authorize(RpcId.of(1), "a", "secret").toString()).doesNotContain("secret");
  }

  private static Login login(String... algos) {
    return new Login(RpcId.of(1), "a", "", "", "", List.of(algos));
  }

  private static byte[] line(byte[] encoded) {
    assertThat(encoded[encoded.length - 1]).isEqualTo((byte) '\n');
    return Arrays.copyOf(encoded, encoded.length - 1);
  }
}
