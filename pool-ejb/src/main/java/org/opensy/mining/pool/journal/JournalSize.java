package org.opensy.mining.pool.journal;

/**
 * How large a journal may become. Thread-safe.
 *
 * @param fileBytes size of each of its files, which no record may exceed
 * @param mostFiles how many there may be, at least {@value #LEAST_FILES}; one of them is kept for
 *     urgent records and one for deletions
 */
public record JournalSize(int fileBytes, int mostFiles) {
  private static final int MEBIBYTE = 1 << 20;

  /** Larger than the largest block. */
  private static final int FILE_MEBIBYTES = 8;

  /** One being written, one ready to follow it, two that are full, and those that are kept. */
  private static final int LEAST_FILES = 6;

  /** The least that {@link #ofMebibytes} takes. */
  public static final int LEAST_MEBIBYTES = LEAST_FILES * FILE_MEBIBYTES;

  /**
   * @throws IllegalArgumentException if there are too few files
   */
  public JournalSize {
    if (mostFiles < LEAST_FILES) {
      throw new IllegalArgumentException("a journal needs " + LEAST_FILES + " files");
    }
  }

  /** Rounded down to whole files. */
  public static JournalSize ofMebibytes(int mebibytes) {
    return new JournalSize(FILE_MEBIBYTES * MEBIBYTE, mebibytes / FILE_MEBIBYTES);
  }
}
