package org.opensy.mining.dev.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the development stack's Payara Server differs from a domain that {@code configure.asadmin}
 * has configured.
 */
final class PayaraBoot {
  private static final String CONFIG = "set configs.config.server-config.";
  private static final String LISTENER =
      CONFIG + "network-config.network-listeners.network-listener.";
  private static final String BUNDLES = "-Dorg.glassfish.additionalOSGiBundlesToStart=";

  private PayaraBoot() {}

  /**
   * Commands for the first start of a domain, before it is configured: nothing listens but on
   * loopback. They run before the server opens its ports.
   */
  static List<String> beforeConfiguration() {
    return List.of(
        LISTENER + "http-listener-1.address=127.0.0.1",
        LISTENER + "http-listener-2.enabled=false",
        LISTENER + "admin-listener.address=127.0.0.1",
        CONFIG + "admin-service.jmx-connector.system.enabled=false",
        CONFIG + "iiop-service.iiop-listener.orb-listener-1.enabled=false",
        CONFIG + "iiop-service.iiop-listener.SSL.enabled=false",
        CONFIG + "iiop-service.iiop-listener.SSL_MUTUALAUTH.enabled=false");
  }

  /** Commands that give a configured domain its ports. */
  static List<String> ports(PayaraServer.Settings settings) {
    return List.of(
        LISTENER + "http-listener-1.port=" + settings.httpPort(),
        LISTENER + "operations.port=" + settings.operationsPort(),
        LISTENER + "admin-listener.port=" + settings.adminPort());
  }

  /** Changes the JVM's arguments: our heap, and no OSGi telnet shell. */
  static List<String> adapt(List<String> command, int heapMegabytes) {
    int main = command.indexOf("com.sun.enterprise.glassfish.bootstrap.ASMain");
    if (main < 0) {
      throw new StackException("no main class in the command of asadmin start-domain --dry-run");
    }
    List<String> adapted =
        new ArrayList<>(command.subList(0, main).stream().flatMap(PayaraBoot::option).toList());
    adapted.add("-Xmx" + heapMegabytes + "m");
    adapted.addAll(command.subList(main, command.size()));
    return adapted;
  }

  private static Stream<String> option(String option) {
    if (option.startsWith("-Xmx") || option.startsWith("-Dosgi.shell.")) {
      return Stream.empty();
    }
    return Stream.of(
        option.startsWith(BUNDLES) ? BUNDLES + "org.apache.felix.fileinstall" : option);
  }
}
