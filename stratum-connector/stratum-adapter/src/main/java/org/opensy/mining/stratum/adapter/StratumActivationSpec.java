package org.opensy.mining.stratum.adapter;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;

/**
 * Ties the message bean to the resource adapter. It has no properties: the application hands over
 * its settings, typed and checked, when it opens the ports. Not thread-safe.
 */
public class StratumActivationSpec implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient ResourceAdapter resourceAdapter;

  /** Nothing can be wrong. */
  @Override
  public void validate() {}

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter resourceAdapter) {
    this.resourceAdapter = resourceAdapter;
  }
}
