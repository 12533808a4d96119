package org.opensy.mining.dev.stratum;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Makes a self-signed certificate with the JDK's keytool. */
final class SelfSigned {
  private static final String PASSWORD = "not-a-secret";

  private SelfSigned() {}

  /** Writes {@code cert.pem} and {@code key.pem}. */
  static void write(Path directory, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "pool",
                    "-dname",
                    "CN=" + name,
                    "-keyalg",
                    "EC",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem(
        directory.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("pool", PASSWORD.toCharArray()).getEncoded());
    pem(directory.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("pool").getEncoded());
  }

  private static void pem(Path file, String kind, byte[] der) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
