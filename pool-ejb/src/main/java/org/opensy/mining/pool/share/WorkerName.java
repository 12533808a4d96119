package org.opensy.mining.pool.share;

/** Names that miners give their machines: 1 to 64 letters, digits and {@code _ . : @ # -}. */
public final class WorkerName {
  /** Of a machine that was given no name. */
  public static final String DEFAULT = "default";

  private static final int MAX_LENGTH = 64;
  private static final String SIGNS = "_.:@#-";

  private WorkerName() {}

  /**
   * A name as it is kept. Whatever no name may have becomes an underscore, and what is too long is
   * cut: a machine may well mine under a name that is not quite the one it was given.
   *
   * @param given what the miner wrote; nothing, or blanks alone, is the default name
   */
  public static String of(String given) {
    int[] characters = given.strip().codePoints().limit(MAX_LENGTH).map(WorkerName::kept).toArray();
    return characters.length == 0 ? DEFAULT : new String(characters, 0, characters.length);
  }

  private static int kept(int character) {
    boolean isOwn =
        (character >= 'a' && character <= 'z')
            || (character >= 'A' && character <= 'Z')
            || (character >= '0' && character <= '9')
            || SIGNS.indexOf(character) >= 0;
    return isOwn ? character : '_';
  }

  /** What anybody may read of a name: nothing if it has an at sign, as an e-mail address has. */
  public static String shownToAll(String name) {
    return name.indexOf('@') >= 0 ? "" : name;
  }
}
