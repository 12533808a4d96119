package org.opensy.mining.pool.config;

import java.nio.file.Path;
import org.opensy.mining.pool.journal.JournalDirectory;
import org.opensy.mining.pool.journal.JournalException;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingsReader;

/** Claims the directory of the journal for a moment. Thread-safe. */
final class JournalProbe implements StartProbe {

  @Override
  public void look(SettingsReader config, SettingsReader findings) {
    Setting<Path> directory = StorageSettings.Journal.directory(config);
    if (!directory.isUsable()) {
      return;
    }
    try {
      JournalDirectory.claim(directory.get()).close();
    } catch (JournalException unusable) {
      findings.report(
          StorageSettings.Journal.DIRECTORY_KEY,
          unusable.getMessage(),
          "a directory that this instance alone can write to");
    }
  }
}
