package org.opensy.mining.stratum.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.opensy.mining.stratum.api.TlsFiles;

/**
 * The certificate of a port. Connections that stand keep the one that they began with. Thread-safe.
 */
final class TlsContext {
  private static final System.Logger LOG = System.getLogger("org.opensy.mining.stratum");

  private record Loaded(SslContext context, List<FileTime> changed) {}

  private final TlsFiles files;
  private volatile Loaded loaded;
  private volatile List<FileTime> refused = List.of();

  /**
   * Reads the files.
   *
   * @throws IOException with a text that names them if they cannot be used
   */
  TlsContext(TlsFiles files) throws IOException {
    this.files = files;
    this.loaded = load(times());
  }

  SslHandler handler(ByteBufAllocator allocator) {
    return loaded.context().newHandler(allocator);
  }

  /** Reads the files again if one changed; what cannot be used leaves everything as it was. */
  void refresh() {
    try {
      List<FileTime> now = times();
      if (!now.equals(loaded.changed()) && !now.equals(refused)) {
        refused = now;
        loaded = load(now);
        refused = List.of();
        LOG.log(Level.INFO, "STRATUM-1003 TLS certificate read again: {0}", files.certificates());
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "STRATUM-3003 {0}; the old certificate stays", e.getMessage());
    }
  }

  private List<FileTime> times() throws IOException {
    try {
      return List.of(
          Files.getLastModifiedTime(files.certificates()), Files.getLastModifiedTime(files.key()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Loaded load(List<FileTime> changed) throws IOException {
    try {
      SslContext context =
          SslContextBuilder.forServer(files.certificates().toFile(), files.key().toFile())
              .protocols("TLSv1.3", "TLSv1.2")
              .build();
      return new Loaded(context, changed);
    } catch (SSLException | IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  private IOException unusable(Exception cause) {
    String why = cause.getMessage();
    if (cause.getCause() instanceof CertificateException bad) {
      why += " (" + bad.getMessage() + ")";
    }
    return new IOException(
        "TLS cannot use "
            + files.certificates()
            + " with "
            + files.key()
            + ": "
            + cause.getClass().getSimpleName()
            + " "
            + why,
        cause);
  }
}
