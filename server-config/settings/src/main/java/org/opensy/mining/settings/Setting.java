package org.opensy.mining.settings;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The value of a key, if it was usable. Callers read all keys first, have {@link
 * SettingsReader#check} end the start if anything was wrong, and only then take values. Immutable.
 */
public final class Setting<T> implements Supplier<T> {
  private final String key;
  private final Optional<T> value;

  Setting(String key, Optional<T> value) {
    this.key = key;
    this.value = value;
  }

  /** Has no value: what was wrong has been reported. */
  public static <T> Setting<T> unusable(String key) {
    return new Setting<>(key, Optional.empty());
  }

  /** Made of others; has a value if all of them have one. */
  public static <T> Setting<T> of(String key, Supplier<T> value, Setting<?>... parts) {
    return Stream.of(parts).allMatch(Setting::isUsable)
        ? new Setting<>(key, Optional.of(value.get()))
        : unusable(key);
  }

  /** Whether there is a value, for rules between several keys. */
  public boolean isUsable() {
    return value.isPresent();
  }

  /**
   * {@inheritDoc}
   *
   * @throws NoSuchElementException if the key had a problem
   */
  @Override
  public T get() {
    return value.orElseThrow(() -> new NoSuchElementException(key + " has no usable value"));
  }
}
