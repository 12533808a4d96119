package org.opensy.mining.stratum.api;

import java.nio.file.Path;

/**
 * A certificate and its key, both PEM. They are looked at again while the port is open, so a
 * renewed certificate needs no restart. Thread-safe.
 *
 * @param certificates the server's certificate first, then those that lead to a root
 * @param key PKCS#8, not encrypted
 */
public record TlsFiles(Path certificates, Path key) {}
