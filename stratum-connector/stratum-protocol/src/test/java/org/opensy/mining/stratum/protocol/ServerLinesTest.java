package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.stratum.protocol.Lines.bytes;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLinesTest {
  private static final String JOB =
      "{'job_id':'j','blob':'%s','target':'%s','seed_hash':'%s'}"
          .formatted("00".repeat(76), "b88d0600", "11".repeat(32));

  @Test
  void aJobWithoutTheOptionalFieldsIsACryptonoteJob() throws ProtocolException {
    StratumJob job = ((JobMessage) read("{'method':'job','params':" + JOB + "}")).job();
    assertThat(job.nonceOffset()).isEqualTo(39);
    assertThat(job.algo()).isEqualTo("rx/0");
    assertThat(job.height()).isZero();
    assertThat(Difficulty.ofTarget(job.target())).isEqualTo(Difficulty.of(10_000));
    assertThat(job.blobBytes()).hasSize(76);
    assertThat(job.seedHashBytes()).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'id':2,'error':{'code':-1,'message':'Low'}}       | -1 | Low
          {'id':2,'result':null,'error':{'message':'Low'}}   | -1 | Low
          {'id':2,'error':{'code':23}}                       | 23 | the pool gave no reason
          {'id':2,'error':{'code':'x','message':''}}         | -1 | the pool gave no reason
          {'id':2,'error':'Low'}                             | -1 | Low
          """)
  void anErrorAlwaysHasAText(String line, int code, String text) throws ProtocolException {
    assertThat(read(line)).isEqualTo(new ErrorReply(RpcId.of(2), code, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':1,'result':true}",
        "{'id':1,'result':'OK'}",
        "{'id':1,'result':{}}",
        "{'id':1,'result':{'status':1}}",
        "{'id':1,'result':{'job':1}}",
        "{'id':1,'result':{'id':'s','job':{}}}",
        "{'id':1,'error':7}",
        "{'method':'job'}",
        "{'method':'job','params':[]}",
        "{'method':'mining.notify','params':{}}",
      })
  void otherAnswersAreRefused(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'b88d0600'    | '00000000'
          'b88d0600'    | 'b88d06'
          'b88d0600'    | 7
          'job_id':'j'  | 'job_id':''
          'job_id':'j'  | 'job_id':7
          'blob':'00    | 'blob':'0
          'blob':'00    | 'blob':'zz
          'seed_hash':' | 'seed_hash':'00
          'seed_hash'   | 'seed'
          {             | {'nonce_offset':73,
          {             | {'nonce_offset':-1,
          {             | {'nonce_offset':39.0,
          {             | {'nonce_offset':4294967335,
          {             | {'height':'1',
          {             | {'height':99999999999999999999,
          """,
      quoteCharacter = '`')
  void aMalformedJobIsRefused(String good, String bad) {
    String job = JOB.replaceFirst(Pattern.quote(good), bad);
    assertThat(job).isNotEqualTo(JOB);
    assertThatThrownBy(() -> read("{'method':'job','params':" + job + "}"))
        .isInstanceOf(ProtocolException.class);
  }

  private static ServerMessage read(String line) throws ProtocolException {
    return StratumCodec.decodeServer(bytes(line.replace('\'', '"')));
  }
}
