package org.opensy.mining.bench.load;

/** Looks for names in lines of JSON without reading all of them. */
final class AsciiSearch {
  private static final int RADIX = 10;

  private AsciiSearch() {}

  /** Where the first occurrence of a word ends, or -1. */
  static int after(byte[] word, byte[] line) {
    for (int start = 0; start <= line.length - word.length; start++) {
      int matched = 0;
      while (matched < word.length && line[start + matched] == word[matched]) {
        matched++;
      }
      if (matched == word.length) {
        return start + matched;
      }
    }
    return -1;
  }

  /** The number that follows the word, blanks allowed; 0 if there is none. */
  static long numberAfter(byte[] word, byte[] line) {
    int at = after(word, line);
    if (at < 0) {
      return 0;
    }
    while (at < line.length && line[at] == ' ') {
      at++;
    }
    long number = 0;
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      number = number * RADIX + line[at] - '0';
      at++;
    }
    return number;
  }
}
