package org.opensy.mining.pool.config;

import org.opensy.mining.pool.journal.JournalDirectory;
import org.opensy.mining.pool.journal.JournalException;

/** Claims the directory of the journal for a moment. Thread-safe. */
final class JournalProbe implements StartProbe {

  @Override
  public void look(KeyReader config, KeyReader findings) {
    StorageSettings.Journal.directory(config)
        .ifPresent(
            directory -> {
              try {
                JournalDirectory.claim(directory).close();
              } catch (JournalException unusable) {
                findings.report(
                    StorageSettings.Journal.DIRECTORY_KEY,
                    unusable.getMessage(),
                    "a directory that this instance alone can write to");
              }
            });
  }
}
