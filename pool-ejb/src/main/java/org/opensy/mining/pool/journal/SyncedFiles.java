package org.opensy.mining.pool.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * Makes the files of a journal, unbuffered, and remembers the first failure of any of them: the
 * library reports some of its failures to a listener only, and goes on. Confined to the journal's
 * thread.
 */
class SyncedFiles extends NIOSequentialFileFactory {
  private static final int NO_BUFFER = 0;
  private static final int ONE_AT_A_TIME = 1;

  private final File directory;
  private Throwable failure;

  SyncedFiles(Path directory) {
    super(directory.toFile(), false, NO_BUFFER, NO_BUFFER, ONE_AT_A_TIME, false);
    this.directory = directory.toFile();
  }

  /** Makes sure that files are still there, by their names, after a power failure. */
  void syncDirectory() throws IOException {
    // Windows knows no such thing.
    if (File.separatorChar == '/') {
      try (FileChannel names = FileChannel.open(directory.toPath(), StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Comes before each write, and may fail in its stead. */
  void beforeWrite() throws IOException {}

  @Override
  public SequentialFile createSequentialFile(String name) {
    return new SyncedFile(name);
  }

  @Override
  public void onIOError(Throwable exception, String message, String file) {
    if (failure == null) {
      failure = exception;
    }
  }

  /**
   * @throws IOException if any file ever failed
   */
  void check() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /**
   * A file that says "done" only when all bytes are written and, if asked for, synced. (The
   * library's own takes a partial write for a whole one, and after a failure its callback never
   * hears anything.)
   */
  private final class SyncedFile extends NIOSequentialFile {
    SyncedFile(String name) {
      super(SyncedFiles.this, SyncedFiles.this.directory, name, getMaxIO());
    }

    /** A file is opened under its name for good, before anything is written that counts. */
    @Override
    public void open(int maxIo, boolean useExecutor) throws IOException {
      super.open(maxIo, useExecutor);
      syncDirectory();
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync, IOCallback callback) {
      try {
        writeAll(bytes, sync);
      } catch (IOException failed) {
        onIOError(failed, "write", getFileName());
        callback.onError(ActiveMQExceptionType.IO_ERROR.getCode(), failed.toString());
        return;
      }
      callback.done();
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync) throws IOException {
      writeAll(bytes, sync);
    }

    private void writeAll(ByteBuffer bytes, boolean sync) throws IOException {
      try {
        beforeWrite();
        position.addAndGet(bytes.limit());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (sync) {
          channel.force(false);
        }
      } finally {
        releaseBuffer(bytes);
      }
    }
  }
}
