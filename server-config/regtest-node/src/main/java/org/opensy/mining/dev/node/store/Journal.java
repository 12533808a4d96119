package org.opensy.mining.dev.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An append-only file with one event a line: eight hex digits of CRC32, a blank, the event as JSON.
 *
 * <p>What follows the last whole line (a torn write of a killed process) is cut off at the next
 * start. One process at a time may hold the file. Not thread-safe; the node's lock guards it.
 */
public final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PREFIX = 9;

  private final FileChannel file;
  private final List<JournalEvent> past;

  private Journal(FileChannel file, List<JournalEvent> past) {
    this.file = file;
    this.past = past;
  }

  /**
   * Opens or creates a journal and reads what it holds.
   *
   * @throws UncheckedIOException if the file cannot be used or another process uses it
   */
  public static Journal open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(file, path);
      List<JournalEvent> past = new ArrayList<>();
      long whole = read(Files.readAllBytes(path), past);
      file.truncate(whole);
      file.position(whole);
      return new Journal(file, past);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lock(FileChannel file, Path path) throws IOException {
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new IOException("another node of this process uses " + path, e);
    }
    if (lock == null) {
      file.close();
      throw new IOException("another process uses " + path);
    }
  }

  private static long read(byte[] data, List<JournalEvent> into) {
    int start = 0;
    for (int end = 0; end < data.length; end++) {
      if (data[end] == '\n') {
        Optional<JournalEvent> event = parse(new String(data, start, end - start, UTF_8));
        if (event.isEmpty()) {
          return start;
        }
        into.add(event.get());
        start = end + 1;
      }
    }
    return start;
  }

  private static Optional<JournalEvent> parse(String line) {
    if (line.length() <= PREFIX || !line.startsWith(checksum(line.substring(PREFIX)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(line.substring(PREFIX), JournalEvent.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return String.format("%08x ", crc.getValue());
  }

  /** The events that were there when the journal was opened. */
  public List<JournalEvent> past() {
    return List.copyOf(past);
  }

  /**
   * Appends an event and hands it to the system, so that it outlives the process.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void append(JournalEvent event) {
    try {
      String json = JSON.writeValueAsString(event);
      ByteBuffer line = ByteBuffer.wrap((checksum(json) + json + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Length in bytes. */
  public long size() {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forces everything to the device and releases the file. */
  @Override
  public void close() {
    try (file) {
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
