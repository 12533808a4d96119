package org.opensy.mining.dev.stack;

/** The short list of addresses at the end of the start-up. */
final class StackAddresses {
  private final StackSettings settings;
  private final DevStack stack;

  StackAddresses(StackSettings settings, DevStack stack) {
    this.settings = settings;
    this.stack = stack;
  }

  @Override
  public String toString() {
    String http = "http://127.0.0.1:" + settings.port(StackPort.HTTP);
    String operations = "http://127.0.0.1:" + settings.port(StackPort.OPERATIONS);
    return """

          Stratum        stratum+tcp://127.0.0.1:%d  (login: an rsyl1… address, algorithm rx/opensy)
          pool           %s/api/v1/pool
          health         %s/health
          metrics        %s/metrics
          operators      %s/api/v1/admin/payouts  with the token that
                         curl -H 'X-API-Key: %s' -X POST %s/api/v1/auth/token  gives
          admin console  http://127.0.0.1:%d  (user admin, password in %s)
          node           %s  (pays to %s)
          logs           %s
        Ctrl-C stops it all.
        """
        .formatted(
            settings.port(StackPort.STRATUM),
            http,
            operations,
            operations,
            operations,
            stack.adminToken(),
            operations,
            settings.port(StackPort.ADMIN),
            stack.payara().passwordFile(),
            stack.node().url(),
            stack.node().poolAddress(),
            stack.payara().log().path().getParent());
  }
}
