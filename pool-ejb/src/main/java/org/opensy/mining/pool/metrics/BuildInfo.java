package org.opensy.mining.pool.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built.
 *
 * @param version of the release
 * @param revision of the sources, or {@code unknown}: the property {@code build.revision} of the
 *     build
 */
public record BuildInfo(String version, String revision) {
  private static final String RESOURCE = "/META-INF/opensy-pool.properties";

  /** Of this pool. */
  public static BuildInfo read() {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(build.getProperty("version"), build.getProperty("revision"));
  }
}
