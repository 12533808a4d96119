package org.opensy.mining.pool.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Binds each Stratum port for a moment. Thread-safe. */
final class PortProbe implements StartProbe {

  @Override
  public void look(KeyReader config, KeyReader findings) {
    StratumSettings.listen(config)
        .ifPresent(addresses -> addresses.forEach(address -> bind(address, findings)));
  }

  private static void bind(InetSocketAddress address, KeyReader findings) {
    try (ServerSocket socket = new ServerSocket()) {
      // As Netty binds on Linux: connections of a former run in TIME_WAIT do not hold the port.
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      findings.report(
          StratumSettings.PORT_KEY,
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " ("
              + e.getMessage()
              + ")",
          "a free port on an address of this machine");
    }
  }
}
