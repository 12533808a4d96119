package org.opensy.mining.dev.node.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Who may call: a user with a password, and whoever can read the cookie file. Thread-safe. */
public final class Credentials {
  private static final String COOKIE_USER = "__cookie__";

  private final List<String> accepted;

  private Credentials(List<String> accepted) {
    this.accepted = List.copyOf(accepted);
  }

  /** Only this user with this password. */
  public static Credentials of(String user, String password) {
    return new Credentials(List.of(header(user, password)));
  }

  /**
   * Also accepts a fresh random cookie, written to {@code file} for its owner alone.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public Credentials withCookie(Path file) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".tmp");
      Files.deleteIfExists(draft);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            draft,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(draft, COOKIE_USER + ":" + password);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Credentials(List.of(accepted.get(0), header(COOKIE_USER, password)));
  }

  /** Whether an {@code Authorization} header opens the door. */
  boolean admit(String authorization) {
    byte[] given = authorization.strip().getBytes(UTF_8);
    boolean admitted = false;
    for (String good : accepted) {
      admitted |= MessageDigest.isEqual(good.getBytes(UTF_8), given);
    }
    return admitted;
  }

  private static String header(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }
}
