package org.opensy.mining.coopmine.protocol.config;

import java.util.List;

/** Settings are missing or wrong; the message names every one of them. */
public final class BadSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSettingsException(List<String> problems) {
    super("bad configuration: " + String.join("; ", problems));
  }
}
