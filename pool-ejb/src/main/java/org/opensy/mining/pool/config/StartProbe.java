package org.opensy.mining.pool.config;

import org.opensy.mining.settings.SettingsReader;

/** A look at the machine before the start: is what the configuration names really there? */
interface StartProbe {

  /**
   * Looks, and reports what is missing. Reads the keys that it needs itself, so that other bad keys
   * do not hide its finding; says nothing about keys that cannot be read.
   *
   * @param config a reader whose problems nobody else sees
   * @param findings where to report
   */
  void look(SettingsReader config, SettingsReader findings);
}
