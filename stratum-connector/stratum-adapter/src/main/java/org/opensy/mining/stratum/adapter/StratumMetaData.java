package org.opensy.mining.stratum.adapter;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** What the container may ask about a connection. */
record StratumMetaData() implements ManagedConnectionMetaData {
  @Override
  public String getEISProductName() {
    return "Stratum";
  }

  @Override
  public String getEISProductVersion() {
    return "1";
  }

  /** No limit. */
  @Override
  public int getMaxConnections() {
    return 0;
  }

  /** Nobody logs in. */
  @Override
  public String getUserName() {
    return "";
  }
}
