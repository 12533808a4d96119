package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static String cell(String text) {
    Csv csv = new Csv("a");
    csv.row(text);
    return csv.toString().substring("a\r\n".length()).replaceFirst("\r\n$", "");
  }

  @Test
  void rowsEndAsTheStandardHasIt() {
    Csv csv = new Csv("a", "b");
    csv.row(1, "x");
    assertThat(csv).hasToString("a,b\r\n1,x\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1+1", "@x", "\tx", "-", "-.5", "-1,5"})
  void whatASpreadsheetWouldTakeForAFormulaIsAText(String text) {
    assertThat(cell(text).replace("\"", "")).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-1.50000000", "0", "1.5", "a=1", ""})
  void numbersAndOtherTextsStayAsTheyAre(String text) {
    assertThat(cell(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a,b | \"a,b\"", "a\"b | \"a\"\"b\""})
  void whatWouldEndACellIsQuoted(String text, String cell) {
    assertThat(cell(text)).isEqualTo(cell);
  }

  @Test
  void aLineBreakIsQuoted() {
    assertThat(cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(cell("\r=1")).isEqualTo("\"'\r=1\"");
  }
}
