package org.opensy.mining.stratum.adapter;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;

/**
 * The activation properties of the message bean. All are strings, so that the container can put
 * configuration values in; empty means the default. Not thread-safe.
 */
public class StratumActivationSpec implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient ResourceAdapter resourceAdapter;
  private String bindAddress = "";
  private String port = "";
  private String workers = "";
  private String queueCapacity = "";
  private String maxConnections = "";
  private String maxUnsentBytes = "";
  private String loginTimeOutSeconds = "";
  private String idleTimeOutSeconds = "";

  /** The values, checked. */
  StratumSettings settings() throws InvalidPropertyException {
    return new SettingsReader().read(this);
  }

  /** Accepts everything: what is wrong is said when the port is opened, all of it at once. */
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

  public String getBindAddress() {
    return bindAddress;
  }

  /** Host name or address to listen on; 127.0.0.1 unless it is set. */
  public void setBindAddress(String bindAddress) {
    this.bindAddress = bindAddress;
  }

  public String getPort() {
    return port;
  }

  /**
   * One port or several, separated by commas, each 0 to 65535, where 0 takes a free port; 3333
   * unless it is set.
   */
  public void setPort(String port) {
    this.port = port;
  }

  public String getWorkers() {
    return workers;
  }

  /** Threads that call the message bean, 1 to 128; the number of processors unless it is set. */
  public void setWorkers(String workers) {
    this.workers = workers;
  }

  public String getQueueCapacity() {
    return queueCapacity;
  }

  /** Requests that may wait for a worker, 1 to 1000000; 4096 unless it is set. */
  public void setQueueCapacity(String queueCapacity) {
    this.queueCapacity = queueCapacity;
  }

  public String getMaxConnections() {
    return maxConnections;
  }

  /** Connections at once, 1 to 1000000; 20000 unless it is set. */
  public void setMaxConnections(String maxConnections) {
    this.maxConnections = maxConnections;
  }

  public String getMaxUnsentBytes() {
    return maxUnsentBytes;
  }

  /** A miner with more unread bytes is dropped, 4096 to 16777216; 65536 unless it is set. */
  public void setMaxUnsentBytes(String maxUnsentBytes) {
    this.maxUnsentBytes = maxUnsentBytes;
  }

  public String getLoginTimeOutSeconds() {
    return loginTimeOutSeconds;
  }

  /** Time for a connection to log in, 1 to 3600; 20 unless it is set. */
  public void setLoginTimeOutSeconds(String loginTimeOutSeconds) {
    this.loginTimeOutSeconds = loginTimeOutSeconds;
  }

  public String getIdleTimeOutSeconds() {
    return idleTimeOutSeconds;
  }

  /** Time that a miner may be silent, 1 to 86400; 600 unless it is set. */
  public void setIdleTimeOutSeconds(String idleTimeOutSeconds) {
    this.idleTimeOutSeconds = idleTimeOutSeconds;
  }
}
