package org.opensy.mining.pool.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingsReader;

/** Binds each Stratum port for a moment. Thread-safe. */
final class PortProbe implements StartProbe {

  @Override
  public void look(SettingsReader config, SettingsReader findings) {
    Setting<List<InetSocketAddress>> addresses = StratumSettings.listen(config);
    if (addresses.isUsable()) {
      addresses.get().forEach(address -> bind(address, findings));
    }
  }

  private static void bind(InetSocketAddress address, SettingsReader findings) {
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
