package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.opensy.mining.stratum.protocol.Lines.bytes;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadLinesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "{\"id\":1",
        "{\"id\":1,}",
        "{\"id\":01}",
        "{\"id\":1} {}",
        "{\"id\":1}x",
        "{'id':1}",
        "{id:1}",
        "{\"id\":NaN}",
        "{\"id\":1,\"id\":2,\"method\":\"keepalived\",\"params\":{}}",
        "{\"id\":1,\"method\":\"keepalived\",\"params\":{\"x\":{\"a\":1,\"a\":1}}}",
        "{\"id\":1,\"method\":\"keepalived\",\"params\":{}} // comment",
        "{\"id\":1,\"x\":\"\u0001\"}",
        "{\"id\":1,\"x\":\"\\q\"}",
        "{\"id\":1,\"x\":\"\\u12\"}",
        " \uFEFF{\"id\":1}",
        "[{\"id\":1}",
        "GET / HTTP/1.1",
        "\u0016\u0003\u0001\u0002\u0000",
      })
  void whatIsNotJsonIsAParseError(String line) {
    assertThat(refusal(line).error()).isEqualTo(StratumError.PARSE_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "null", "\"login\"", "[]", "[{\"id\":1}]", "true"})
  void whatIsNotAnObjectIsNoRequest(String line) {
    assertThat(refusal(line).error()).isEqualTo(StratumError.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":null}",
        "{\"params\":{}}",
        "{\"id\":true,\"method\":\"login\"}",
        "{\"id\":[],\"method\":\"login\"}",
        "{\"id\":{},\"method\":\"login\"}",
        "{\"id\":\"\\u0000\",\"method\":\"login\"}",
        "{\"id\":\"12345678901234567890123456789012345678901234567890123456789012345\"}",
      })
  void aRequestNeedsAnIdThatCanBeRepeated(String line) {
    ProtocolException refusal = refusal(line);
    assertThat(refusal.error()).isEqualTo(StratumError.INVALID_REQUEST);
    assertThat(refusal.reply().id()).isEqualTo(RpcId.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'id':5}                                                   | INVALID_REQUEST
          {'id':5,'method':null}                                     | INVALID_REQUEST
          {'id':5,'method':7}                                        | INVALID_REQUEST
          {'id':5,'method':7,'result':true}                          | INVALID_REQUEST
          {'id':5,'method':['login']}                                | INVALID_REQUEST
          {'id':5,'method':''}                                       | METHOD_NOT_FOUND
          {'id':5,'method':'LOGIN','params':{}}                      | METHOD_NOT_FOUND
          {'id':5,'method':'mining.','params':[]}                    | METHOD_NOT_FOUND
          {'id':5,'method':'mining.Subscribe','params':[]}           | METHOD_NOT_FOUND
          {'id':5,'method':'mining.notify','params':[]}              | METHOD_NOT_FOUND
          {'id':5,'method':'eth_submitLogin','params':['a']}         | METHOD_NOT_FOUND
          {'id':5,'method':'getjob'}                                 | INVALID_PARAMS
          {'id':5,'method':'getjob','params':[]}                     | INVALID_PARAMS
          {'id':5,'method':'getjob','params':{'id':1}}               | INVALID_PARAMS
          {'id':5,'method':'mining.subscribe','params':{}}           | INVALID_PARAMS
          {'id':5,'method':'mining.subscribe','params':'x'}          | INVALID_PARAMS
          {'id':5,'method':'mining.subscribe','params':[1]}          | INVALID_PARAMS
          {'id':5,'method':'mining.subscribe','params':[['a']]}      | INVALID_PARAMS
          {'id':5,'method':'mining.subscribe','params':['a\\u0000b']}              | INVALID_PARAMS
          {'id':5,'method':'mining.authorize'}                                    | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':{'user':'a'}}              | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':[]}                        | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':['']}                      | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':[null,'x']}                | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':[7,'x']}                   | INVALID_PARAMS
          {'id':5,'method':'mining.authorize','params':['a',7]}                   | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':[]}                           | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u','j','e','t']}            | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u','j','e','t',null]}       | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u','j','e','t',1]}          | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u','j','e',1,'n']}          | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u','j',['e'],'t','n']}      | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':['u',{},'e','t','n']}         | INVALID_PARAMS
          {'id':5,'method':'mining.submit','params':[true,'j','e','t','n']}       | INVALID_PARAMS
          {'id':5,'method':'mining.configure','params':['version-rolling']}       | INVALID_PARAMS
          {'id':5,'method':'mining.configure','params':[[1]]}                     | INVALID_PARAMS
          {'id':5,'method':'mining.configure','params':[[null]]}                  | INVALID_PARAMS
          {'id':5,'method':'mining.multi_version','params':[1]}      | METHOD_NOT_FOUND
          {'id':5,'method':'client.get_version','params':[]}         | METHOD_NOT_FOUND
          {'id':5,'method':'mining.suggest_difficulty'}              | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':[0]} | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':[-1]}             | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':[1e999]}          | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':['NaN']}          | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':['']}             | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_difficulty','params':[[1]]}            | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_target','params':[]}                   | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_target','params':[1]}                  | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_target','params':['xyz']}              | INVALID_PARAMS
          {'id':5,'method':'mining.suggest_target','params':['-1']}               | INVALID_PARAMS
          {'id':5,'method':'login'}                                  | INVALID_PARAMS
          {'id':5,'method':'login','params':[]}                      | INVALID_PARAMS
          {'id':5,'method':'login','params':'x'}                     | INVALID_PARAMS
          {'id':5,'method':'login','params':{}}                      | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':''}}            | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':7}}             | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':true}}          | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':{}}}            | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a\\u0000b'}}   | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a\\nb'}}       | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a\\ud800b'}}   | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','pass':1}}  | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','algo':1}}  | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','algo':'rx/0'}}   | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','algo':[1]}}      | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','algo':[null]}}   | INVALID_PARAMS
          {'id':5,'method':'login','params':{'login':'a','algo':[['a']]}}  | INVALID_PARAMS
          {'id':5,'method':'submit','params':{}}                           | INVALID_PARAMS
          {'id':5,'method':'submit','params':{'id':1,'job_id':'j','nonce':'n','result':'r'}} | INVALID_PARAMS
          {'id':5,'method':'submit','params':{'id':'s','job_id':1,'nonce':'n','result':'r'}} | INVALID_PARAMS
          {'id':5,'method':'submit','params':{'id':'s','job_id':'j','nonce':1,'result':'r'}} | INVALID_PARAMS
          {'id':5,'method':'submit','params':{'id':'s','job_id':'j','nonce':'n','result':1}} | INVALID_PARAMS
          {'id':5,'method':'submit','params':{'id':'s','job_id':'j','nonce':'n'}}            | INVALID_PARAMS
          {'id':5,'method':'keepalived','params':{'id':1}}                                   | INVALID_PARAMS
          """)
  void aRequestWithWrongFieldsIsAnsweredUnderItsId(String line, StratumError error) {
    ProtocolException refusal = refusal(line.replace('\'', '"'));
    assertThat(refusal.error()).isEqualTo(error);
    assertThat(refusal.reply().id()).isEqualTo(RpcId.of(5));
    assertThat(refusal.reply().message()).isNotBlank();
    assertThat(refusal.isJsonRpc()).isEqualTo(error != StratumError.INVALID_REQUEST);
    assertThat(refusal.isAnswered()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"mining.x\"}",
        "{\"id\":null,\"method\":\"mining.multi_version\",\"params\":[1]}",
        "{\"id\":null,\"method\":\"login\",\"params\":{}}",
        "{\"id\":1,\"result\":true,\"error\":null}",
        "{\"id\":1,\"result\":null,\"error\":[20,\"no\",null]}",
        "{\"id\":null,\"error\":{\"code\":1}}",
      })
  void whatExpectsNoAnswerGetsNone(String line) {
    ProtocolException refusal = refusal(line);
    assertThat(refusal.isJsonRpc()).isTrue();
    assertThat(refusal.isAnswered()).isFalse();
  }

  @Test
  void aBatchIsValidJsonRpcAndAnsweredOnceOnly() {
    ProtocolException refusal = refusal("[{\"id\":1,\"method\":\"keepalived\"}]");
    assertThat(refusal.isJsonRpc()).isTrue();
    assertThat(refusal.isAnswered()).isTrue();
    assertThat(refusal.reply().id()).isEqualTo(RpcId.NONE);
    for (String none : new String[] {"[]", "[1]", "[{},null]"}) {
      assertThat(refusal(none).isJsonRpc()).as(none).isFalse();
    }
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws ProtocolException {
    assertThat(StratumCodec.decodeClient(bytes("\uFEFF" + Lines.XMRIG_KEEPALIVE)))
        .isEqualTo(StratumCodec.decodeClient(bytes(Lines.XMRIG_KEEPALIVE)));
  }

  @Test
  void nestingNumbersNamesAndTextsAreBounded() {
    String open = "{\"id\":1,\"method\":\"keepalived\",\"params\":{},\"x\":";
    assertThat(refusal(open + "[".repeat(9) + "]".repeat(9) + "}").error())
        .isEqualTo(StratumError.PARSE_ERROR);
    assertThat(refusal(open + "1".repeat(65) + "}").error()).isEqualTo(StratumError.PARSE_ERROR);
    assertThat(refusal("{\"" + "n".repeat(129) + "\":1}").error())
        .isEqualTo(StratumError.PARSE_ERROR);
    String login = "{\"id\":1,\"method\":\"login\",\"params\":{\"login\":\"%s\"}}";
    assertThat(refusal(login.formatted("a".repeat(257))).error())
        .isEqualTo(StratumError.INVALID_PARAMS);
    String array = "{\"id\":1,\"method\":\"mining.%s\",\"params\":[\"%s\"]}";
    assertThat(refusal(array.formatted("authorize", "a".repeat(257))).error())
        .isEqualTo(StratumError.INVALID_PARAMS);
    assertThat(refusal(array.formatted("subscribe", "a".repeat(513))).error())
        .isEqualTo(StratumError.INVALID_PARAMS);
  }

  @Test
  void aLineMayHave8KiBAndNotOneByteMore() throws ProtocolException {
    String head = "{\"id\":1,\"method\":\"keepalived\",\"params\":{},\"x\":\"";
    String line = head + "x".repeat(StratumCodec.MAX_LINE_BYTES - head.length() - 2) + "\"}";
    assertThat(StratumCodec.decodeClient(bytes(line))).isInstanceOf(KeepAlive.class);
    assertThat(refusal(line + " ").error()).isEqualTo(StratumError.PARSE_ERROR);
  }

  @Test
  void otherEncodingsAreParseErrors() {
    byte[] latin1 = "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = Lines.XMRIG_KEEPALIVE.getBytes(StandardCharsets.UTF_16LE);
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    for (byte[] line : new byte[][] {latin1, utf16, overlong}) {
      assertThatThrownBy(() -> StratumCodec.decodeClient(line))
          .isInstanceOfSatisfying(
              ProtocolException.class,
              e -> assertThat(e.error()).isEqualTo(StratumError.PARSE_ERROR));
    }
  }

  @Test
  void aRefusalKnowsTheDialectOfItsMethodIfThereIsOne() {
    assertThat(refusal("{\"id\":1,\"method\":\"mining.x\"}").dialect()).contains(Dialect.BITCOIN);
    assertThat(refusal("{\"id\":1,\"method\":\"mining.submit\",\"params\":[]}").dialect())
        .contains(Dialect.BITCOIN);
    assertThat(refusal("{\"id\":1,\"method\":\"login\"}").dialect()).contains(Dialect.XMRIG);
    assertThat(refusal("{\"id\":1}").dialect()).isEmpty();
    assertThat(refusal("GET / HTTP/1.1").dialect()).isEmpty();
  }

  @Test
  void theAnswerDoesNotRepeatWhatWasSent() {
    String line = "{\"id\":5,\"method\":\"<script>\",\"params\":{\"login\":[\"<script>\"]}}";
    assertThat(refusal(line).reply().message()).doesNotContain("script");
  }

  private static ProtocolException refusal(String line) {
    return catchThrowableOfType(
        ProtocolException.class, () -> StratumCodec.decodeClient(bytes(line)));
  }
}
