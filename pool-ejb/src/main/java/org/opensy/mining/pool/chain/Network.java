package org.opensy.mining.pool.chain;

/** The three networks and what tells their addresses apart. */
public enum Network {
  /** The network whose coins have value. */
  MAIN("main", "syl", 35, 36),
  /** The public test network. */
  TEST("test", "tsyl", 95, 96),
  /** A private chain for development; its Base58 addresses look like the test network's. */
  REGTEST("regtest", "rsyl", 95, 96);

  private final String chainName;
  private final String bech32Prefix;
  private final int publicKeyHashVersion;
  private final int scriptHashVersion;

  Network(String chainName, String bech32Prefix, int publicKeyHashVersion, int scriptHashVersion) {
    this.chainName = chainName;
    this.bech32Prefix = bech32Prefix;
    this.publicKeyHashVersion = publicKeyHashVersion;
    this.scriptHashVersion = scriptHashVersion;
  }

  /**
   * The network that {@code getblockchaininfo} and the configuration call {@code chainName}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Network ofChainName(String chainName) {
    for (Network network : values()) {
      if (network.chainName.equals(chainName)) {
        return network;
      }
    }
    throw new IllegalArgumentException(
        "unknown network \"" + chainName + "\": main, test or regtest");
  }

  /** {@code main}, {@code test} or {@code regtest}. */
  public String chainName() {
    return chainName;
  }

  /** The human-readable part of bech32 and bech32m addresses. */
  public String bech32Prefix() {
    return bech32Prefix;
  }

  /** The Base58Check version byte of P2PKH addresses, 0..255. */
  public int publicKeyHashVersion() {
    return publicKeyHashVersion;
  }

  /** The Base58Check version byte of P2SH addresses, 0..255. */
  public int scriptHashVersion() {
    return scriptHashVersion;
  }
}
