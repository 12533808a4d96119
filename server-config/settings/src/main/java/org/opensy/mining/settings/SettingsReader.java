package org.opensy.mining.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads settings one after the other and remembers what is wrong with them, to say it all at once.
 * A value counts as missing if it is empty. Not thread-safe.
 */
public final class SettingsReader {
  private final Function<String, Optional<String>> source;
  private final List<SettingProblem> problems = new ArrayList<>();

  /** Reads from a source that knows the text of each key that is set. */
  public SettingsReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** A key that must be set; blanks around its text do not count. */
  public <T> Setting<T> required(String key, SettingFormat<T> format) {
    return required(key, format, optional(key, format));
  }

  /** A key that may be left out; blanks around its text do not count. */
  public <T> Setting<Optional<T>> optional(String key, SettingFormat<T> format) {
    return parse(key, text(key), format, text -> "\"" + withoutLogin(text) + "\" ");
  }

  /** A key with a default. */
  public <T> Setting<T> optional(String key, T otherwise, SettingFormat<T> format) {
    return orElse(key, otherwise, optional(key, format));
  }

  /** A secret that must be set, exactly as written; no message repeats it. */
  public <T> Setting<T> requiredSecret(String key, SettingFormat<T> format) {
    return required(key, format, secret(key, format));
  }

  /** A secret that may be left out, exactly as written; no message repeats it. */
  public <T> Setting<Optional<T>> secret(String key, SettingFormat<T> format) {
    Optional<String> written = source.apply(key).filter(text -> !text.isEmpty());
    return parse(key, written, format, text -> "");
  }

  /** Adds a problem that no format knows of, such as one between two keys. */
  public void report(String key, String wrong, String expected) {
    problems.add(new SettingProblem(key, wrong, expected));
  }

  /** The problems met so far. */
  public List<SettingProblem> problems() {
    return List.copyOf(problems);
  }

  /** Ends the reading: throws what {@code failure} makes of the problems, if there are any. */
  public void check(Function<List<SettingProblem>, ? extends RuntimeException> failure) {
    if (!problems.isEmpty()) {
      throw failure.apply(problems());
    }
  }

  private <T> Setting<T> required(
      String key, SettingFormat<T> format, Setting<Optional<T>> setting) {
    if (setting.isUsable() && setting.get().isEmpty()) {
      problems.add(SettingProblem.missing(key, format.expected()));
    }
    return new Setting<>(key, setting.isUsable() ? setting.get() : Optional.empty());
  }

  private static <T> Setting<T> orElse(String key, T otherwise, Setting<Optional<T>> setting) {
    return setting.isUsable()
        ? new Setting<>(key, Optional.of(setting.get().orElse(otherwise)))
        : Setting.unusable(key);
  }

  private Optional<String> text(String key) {
    return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** {@code shown} is what a message may repeat of the text. */
  private <T> Setting<Optional<T>> parse(
      String key, Optional<String> text, SettingFormat<T> format, Function<String, String> shown) {
    try {
      return new Setting<>(key, Optional.of(text.map(format.parser())));
    } catch (UnusableValueException e) {
      String wrong = format.expected().isEmpty() ? "" : shown.apply(text.get()) + "is not usable: ";
      report(key, wrong + e.getMessage(), format.expected());
    } catch (IllegalArgumentException e) {
      report(key, shown.apply(text.get()) + "is not usable", format.expected());
    }
    return Setting.unusable(key);
  }

  /** Addresses may hold a user and password by mistake. */
  private static String withoutLogin(String text) {
    return text.replaceAll("//.*@", "//***@");
  }
}
