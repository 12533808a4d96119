package org.opensy.mining.pool.journal;

/** The journal cannot be opened, read or written; the message names the directory or the file. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
