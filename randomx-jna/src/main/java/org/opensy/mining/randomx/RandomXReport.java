package org.opensy.mining.randomx;

import java.util.List;

/**
 * What RandomX runs with right now, for health answers and the start-up log.
 *
 * @param library where the native library came from
 * @param flags the flags in force for the hashing machines
 * @param pages the pages behind the memory of the key that is fastest now
 * @param mode the mode that was decided on: light or full, never auto
 * @param keys keys ready to hash, and how many of them have their dataset
 */
public record RandomXReport(
    String library, RandomXFlags flags, MemoryPages pages, RandomXMode mode, Keys keys) {

  /**
   * How many keys there are.
   *
   * @param ready keys ready to hash
   * @param full those of them that hash with a dataset
   */
  public record Keys(int ready, int full) {}

  static RandomXReport of(
      RandomXLibrary library,
      RandomXSettings settings,
      RandomXMode mode,
      List<HasherEntry> entries) {
    List<HasherEntry> full = in(KeyedHashers.KeyState.FULL, entries);
    List<HasherEntry> light = in(KeyedHashers.KeyState.LIGHT, entries);
    List<HasherEntry> fastest = full.isEmpty() ? light : full;
    RandomXFlags flags = library.flags(settings);
    MemoryPages pages =
        fastest.stream().map(HasherEntry::pages).findFirst().orElse(MemoryPages.SMALL);
    if (!full.isEmpty()) {
      flags = flags.with(RandomXFlags.FULL_MEM);
    }
    return new RandomXReport(
        library.origin(),
        pages == MemoryPages.LARGE ? flags.with(RandomXFlags.LARGE_PAGES) : flags,
        pages,
        mode,
        new Keys(full.size() + light.size(), full.size()));
  }

  private static List<HasherEntry> in(KeyedHashers.KeyState state, List<HasherEntry> entries) {
    return entries.stream().filter(entry -> entry.state() == state).toList();
  }

  @Override
  public String toString() {
    return "mode=%s keys=%d datasets=%d pages=%s flags=%s library=%s"
        .formatted(mode, keys.ready(), keys.full(), pages, flags, library);
  }
}
