package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.stratum.protocol.Lines.bytes;
import static org.opensy.mining.stratum.protocol.Lines.text;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinLinesTest {
  private static final String JOB =
      "['1c','%s','0200','ffff',['%s'],'20000000','207fffff','5f5e1000',true]"
          .formatted("01".repeat(32), "ab".repeat(32));

  @Test
  void readsWhatMinersSend() throws ProtocolException {
    assertThat(client(Lines.SUBSCRIBE)).isEqualTo(new Subscribe(RpcId.of(1), "cpuminer/2.5.1"));
    assertThat(client(Lines.AUTHORIZE))
        .isEqualTo(new Authorize(RpcId.of(2), "rsyl1qexample.rig", "x"));
    assertThat(client(Lines.SUBMIT))
        .isEqualTo(
            new Submit(
                RpcId.of(4),
                "rsyl1qexample.rig",
                Submission.unclaimed("1c", "00000001", "5f5e1000", "0badc0de"),
                ""));
    assertThat(client(Lines.CONFIGURE))
        .isEqualTo(new Configure(RpcId.of(0), List.of("version-rolling", "minimum-difficulty")));
    assertThat(client(Lines.EXTRANONCE_SUBSCRIBE)).isEqualTo(new ExtranonceSubscribe(RpcId.of(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'mining.suggest_difficulty','params':[1]            | 4295032833
          'mining.suggest_difficulty','params':['0.5',null]   | 2147516416
          'mining.suggest_difficulty','params':[1e-9]         | 4
          'mining.suggest_difficulty','params':[1e-300]       | 1
          'mining.suggest_target','params':['ff']             | 2^248
          'mining.suggest_target','params':['00FFFF0000000000000000000000000000000000000000000000000000000000'] | 256
          """)
  void aWishForATargetOrADifficultyIsTheSame(String line, String hashes) throws ProtocolException {
    SuggestTarget wish = (SuggestTarget) client("{'id':1,'method':" + line + "}");
    BigInteger expected =
        hashes.equals("2^248") ? BigInteger.ONE.shiftLeft(248) : new BigInteger(hashes);
    assertThat(Difficulty.ofTarget(wish.target()).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("org.opensy.mining.stratum.protocol.Lines#CLIENT_LINES")
  void theMethodTellsTheDialect(String line) throws ProtocolException {
    assertThat(client(line).dialect())
        .isEqualTo(line.contains("\"mining.") ? Dialect.BITCOIN : Dialect.XMRIG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':1,'method':'mining.subscribe'}",
        "{'id':1,'method':'mining.subscribe','params':null}",
        "{'id':1,'method':'mining.subscribe','params':[]}",
        "{'id':1,'method':'mining.subscribe','params':[null]}",
        "{'id':1,'method':'mining.subscribe','params':['',null,'pool.example',3333]}",
        "{'id':1,'method':'mining.subscribe','params':['',7,{}]}",
      })
  void whatASubscriptionMayHaveItMayAlsoLack(String line) throws ProtocolException {
    assertThat(client(line)).isEqualTo(new Subscribe(RpcId.of(1), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'id':1,'method':'mining.authorize','params':['u']}
          {'id':1,'method':'mining.authorize','params':['u',null]}
          {'id':1,'method':'mining.authorize','params':['u','',7,null,{}]}
          """)
  void aPasswordIsOptionalAndMoreParamsAreIgnored(String line) throws ProtocolException {
    assertThat(client(line)).isEqualTo(new Authorize(RpcId.of(1), "u", ""));
  }

  @Test
  void aSubmitWithVersionBitsIsReadWithoutThem() throws ProtocolException {
    String line = "{'id':1,'method':'mining.submit','params':['u','j','e','t','n','1fffe000']}";
    assertThat(client(line))
        .isEqualTo(new Submit(RpcId.of(1), "u", Submission.unclaimed("j", "e", "t", "n"), ""));
  }

  @Test
  void anExtensionThatIsAskedForTwiceIsRefusedOnce() throws ProtocolException {
    String line = "{'id':1,'method':'mining.configure','params':[['b','a','b'],{}]}";
    ConfigureResult answer = ((Configure) client(line)).nothingSupported();
    assertThat(encoded(answer)).isEqualTo("{'id':1,'result':{'b':false,'a':false},'error':null}");
  }

  @Test
  void answersHaveTheFormThatBitcoinMinersExpect() {
    assertThat(encoded(new SubscribeResult(RpcId.of(1), "5f0a", "0000000100000002", 4)))
        .isEqualTo(
            "{'id':1,'result':[[['mining.set_difficulty','5f0a'],['mining.notify','5f0a']],"
                + "'0000000100000002',4],'error':null}");
    assertThat(encoded(Ok.accepted(RpcId.of("x"))))
        .isEqualTo("{'id':'x','result':true,'error':null}");
    assertThat(encoded(StratumError.DUPLICATE_SHARE.reply(RpcId.of(3))))
        .isEqualTo("{'id':3,'result':null,'error':[22,'Duplicate share',null]}");
    assertThat(encoded(StratumError.PARSE_ERROR.reply(RpcId.NONE)))
        .isEqualTo("{'id':null,'result':null,'error':[-32700,'Parse error',null]}");
  }

  @Test
  void notificationsHaveTheFormThatBitcoinMinersExpect() {
    assertThat(encoded(new SetDifficulty(new BitcoinDifficulty(0.5))))
        .isEqualTo("{'id':null,'method':'mining.set_difficulty','params':[0.5]}");
    assertThat(encoded(new SetSeedHash("c5".repeat(32))))
        .isEqualTo(
            "{'id':null,'method':'mining.set_seed_hash','params':['%s']}"
                .formatted("c5".repeat(32)));
    BitcoinJob job =
        new BitcoinJob(
            "1c",
            "01".repeat(32),
            "0200",
            "ffff",
            List.of("ab".repeat(32)),
            "20000000",
            "207fffff",
            "5f5e1000",
            true);
    assertThat(encoded(new Notify(job)))
        .isEqualTo("{'id':null,'method':'mining.notify','params':" + JOB + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'id':2,'error':[23,'Low',null]}                | 23 | Low
          {'id':2,'result':null,'error':[23,'Low']}       | 23 | Low
          {'id':2,'error':[null,'Low']}                   | -1 | Low
          {'id':2,'error':['x','Low']}                    | -1 | Low
          {'id':2,'error':[23]}                           | 23 | the pool gave no reason
          {'id':2,'error':[23,' ']}                       | 23 | the pool gave no reason
          {'id':2,'error':[]}                             | -1 | the pool gave no reason
          {'id':2,'result':false,'error':null}            | -1 | the pool gave no reason
          """)
  void anErrorAlwaysHasAText(String line, int code, String text) throws ProtocolException {
    assertThat(server(line)).isEqualTo(new ErrorReply(RpcId.of(2), code, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':1,'result':null}",
        "{'id':1,'result':'OK'}",
        "{'id':1,'result':1}",
        "{'id':1,'error':{'code':1,'message':'x'}}",
        "{'id':1,'error':'x'}",
        "{'id':1,'error':[1,7]}",
        "{'id':1,'result':[]}",
        "{'id':1,'result':[[],'00','4']}",
        "{'id':1,'result':[[],'00',4.5]}",
        "{'id':1,'result':[[],'00',0]}",
        "{'id':1,'result':[[],'00',17]}",
        "{'id':1,'result':[[],'0',4]}",
        "{'id':1,'result':[[],'zz',4]}",
        "{'id':1,'result':[['mining.notify'],'00',4]}",
        "{'method':'job','params':{}}",
        "{'method':'mining.set_extranonce','params':['00',4]}",
        "{'method':'mining.set_difficulty'}",
        "{'method':'mining.set_difficulty','params':{}}",
        "{'method':'mining.set_difficulty','params':[]}",
        "{'method':'mining.set_difficulty','params':['1']}",
        "{'method':'mining.set_difficulty','params':[0]}",
        "{'method':'mining.set_difficulty','params':[-1]}",
        "{'method':'mining.set_difficulty','params':[1e999]}",
        "{'method':'mining.set_seed_hash','params':['00']}",
        "{'method':'mining.notify','params':[]}",
      })
  void otherLinesOfAPoolAreRefused(String line) {
    assertThatThrownBy(() -> server(line)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '1c'       | ''
          '1c'       | 7
          '01        | '0
          '01        | 'zz
          '0200'     | '020'
          '0200'     | 'zz'
          'ffff'     | 'fff'
          ['ab       | ['a
          ['ab       | [7,'ab
          ['ab       | [null,'ab
          '20000000' | '2000000'
          '20000000' | 536870912
          '207fffff' | '207ffff'
          '5f5e1000' | '5f5e100g'
          """,
      quoteCharacter = '`')
  void aMalformedJobIsRefused(String good, String bad) {
    String job = JOB.replaceFirst(Pattern.quote(good), bad);
    assertThat(job).isNotEqualTo(JOB);
    assertThatThrownBy(() -> server("{'method':'mining.notify','params':" + job + "}"))
        .isInstanceOf(ProtocolException.class);
  }

  private static ClientMessage client(String line) throws ProtocolException {
    return StratumCodec.decodeClient(bytes(line.replace('\'', '"')));
  }

  private static ServerMessage server(String line) throws ProtocolException {
    return StratumCodec.decodeServer(bytes(line.replace('\'', '"')), Dialect.BITCOIN);
  }

  private static String encoded(ServerMessage message) {
    return text(StratumCodec.encode(message, Dialect.BITCOIN)).replace('"', '\'').stripTrailing();
  }
}
