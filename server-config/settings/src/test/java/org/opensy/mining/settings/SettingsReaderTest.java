package org.opensy.mining.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final SettingFormat<Integer> DIGIT = SettingFormat.number(0, 9);
  private static final SettingFormat<URI> ADDRESS =
      new SettingFormat<>(
          "an address",
          text -> {
            throw new IllegalArgumentException("not for operators: " + text);
          });

  private final Map<String, String> texts = new HashMap<>();
  private final SettingsReader keys =
      new SettingsReader(key -> Optional.ofNullable(texts.get(key)));

  @ParameterizedTest
  @ValueSource(
      strings = {"+7", "07", "7.0", "1e0", "0x7", "٧", "７", "7 7", "--7", "99999999999999999999"})
  void aWholeNumberHasOneSpelling(String text) {
    texts.put("a", text);
    keys.required("a", DIGIT);

    assertThat(keys.problems()).hasSize(1);
  }

  @Test
  void givesTypedValuesAndDefaultsWhenEverythingIsUsable() {
    texts.putAll(Map.of("a", " 7 ", "b", "true", "blank", " "));
    Setting<Integer> number = keys.required("a", DIGIT);
    Setting<Optional<Boolean>> flag = keys.optional("b", SettingFormat.FLAG);
    Setting<Integer> otherwise = keys.optional("blank", 3, DIGIT);
    Setting<Optional<String>> nothing = keys.optional("c", SettingFormat.TEXT);

    assertThatCode(() -> keys.check(BadSettingsException::new)).doesNotThrowAnyException();
    assertThat(number.get()).isEqualTo(7);
    assertThat(flag.get()).contains(true);
    assertThat(otherwise.get()).isEqualTo(3);
    assertThat(nothing.get()).isEmpty();
  }

  @Test
  void namesEveryProblemInTheOrderOfReading() {
    texts.putAll(Map.of("b", "10", "c", "yes"));
    keys.required("a", DIGIT);
    keys.required("b", DIGIT);
    keys.optional("c", true, SettingFormat.FLAG);
    keys.report("d", "contradicts c", "another d");

    assertThat(keys.problems())
        .extracting(SettingProblem::toString)
        .containsExactly(
            "a: is missing; expected a whole number from 0 to 9",
            "b: \"10\" is not usable; expected a whole number from 0 to 9",
            "c: \"yes\" is not usable; expected true or false",
            "d: contradicts c; expected another d");
    assertThatThrownBy(() -> keys.check(BadSettingsException::new))
        .hasMessage(
            "bad configuration: a is not set; b must be a whole number from 0 to 9;"
                + " c must be true or false; d must be another d");
  }

  @Test
  void aSecretIsTakenAsWrittenAndNeverRepeated() {
    texts.putAll(Map.of("good", " s p ", "bad", "hunter2", "login", "http://u:hunter3@host"));
    assertThat(keys.requiredSecret("good", SettingFormat.TEXT).get()).isEqualTo(" s p ");
    keys.requiredSecret("bad", DIGIT);
    keys.secret("bad", ADDRESS);
    keys.required("login", ADDRESS);
    keys.requiredSecret("none", DIGIT);

    assertThat(keys.problems())
        .extracting(SettingProblem::wrong)
        .containsExactly(
            "is not usable", "is not usable", "\"http://***@host\" is not usable", "is missing");
  }

  @Test
  void showsTheMessagesOfAParserThatExplainsItself() {
    texts.put("a", "x");
    keys.optional("a", SettingFormat.explained("a B", SettingsReaderTest::refuse));
    keys.secret("a", SettingFormat.explained("", SettingsReaderTest::refuse));

    assertThat(keys.problems())
        .extracting(SettingProblem::toString)
        .containsExactly(
            "a: \"x\" is not usable: must be longer; expected a B", "a: must be longer");
    assertThat(new BadSettingsException(keys.problems()))
        .hasMessage("bad configuration: a must be a B; a must be longer");
  }

  private static String refuse(String text) {
    throw new IllegalArgumentException("must be longer");
  }

  @Test
  void aValueMadeOfOthersNeedsThemAll() {
    texts.put("a", "1");
    Setting<Integer> good = keys.required("a", DIGIT);
    Setting<Integer> bad = keys.required("b", DIGIT);

    assertThat(Setting.of("sum", () -> good.get() + 1, good).get()).isEqualTo(2);
    Setting<List<Integer>> both =
        Setting.of("both", () -> List.of(good.get(), bad.get()), good, bad);
    assertThat(both.isUsable()).isFalse();
    assertThatThrownBy(both::get)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("both");
  }
}
