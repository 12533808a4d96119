package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Smallest possible web archives. */
final class Wars {
  private Wars() {}

  /** Writes an archive with one text file in it. */
  static Path with(Path war, String entry, String text) throws IOException {
    Files.createDirectories(war.getParent());
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return war;
  }
}
