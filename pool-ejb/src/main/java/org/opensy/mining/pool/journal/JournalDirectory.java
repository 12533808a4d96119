package org.opensy.mining.pool.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of a journal, claimed for this process and this journal alone until it is closed or
 * the process ends. Thread-safe.
 */
public final class JournalDirectory implements AutoCloseable {
  private static final String LOCK = "journal.lock";

  private final Path path;
  private final FileChannel channel;

  private JournalDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Claims the directory, which is made if it is not there, and writes a byte into it.
   *
   * @throws JournalException if it cannot be made or written, or is claimed already
   */
  public static JournalDirectory claim(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean claimed = false;
      try {
        lock(channel, path);
        channel.write(ByteBuffer.allocate(1), 0);
        claimed = true;
        return new JournalDirectory(path, channel);
      } finally {
        if (!claimed) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new JournalException("cannot write to the journal directory " + path + ": " + e, e);
    }
  }

  private static FileLock lock(FileChannel channel, Path path) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      lock = null;
    }
    if (lock == null) {
      throw new JournalException("the journal directory " + path + " is in use by another pool");
    }
    return lock;
  }

  /** Gives the claim up. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JournalException("the lock of " + path + " is not released", e);
    }
  }
}
