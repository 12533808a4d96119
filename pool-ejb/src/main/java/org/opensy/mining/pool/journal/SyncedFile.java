package org.opensy.mining.pool.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;

/**
 * A file that says "done" only when all bytes are written and, if asked for, synced. (The library's
 * own takes a partial write for a whole one, and after a failure its callback never hears
 * anything.) Confined to the journal's thread.
 */
final class SyncedFile extends NIOSequentialFile {
  private final SyncedFiles files;

  SyncedFile(SyncedFiles files, File directory, String name) {
    super(files, directory, name, files.getMaxIO());
    this.files = files;
  }

  /** A file is opened under its name for good, before anything is written that counts. */
  @Override
  public void open(int maxIo, boolean useExecutor) throws IOException {
    super.open(maxIo, useExecutor);
    files.syncDirectory();
  }

  @Override
  public void writeDirect(ByteBuffer bytes, boolean sync, IOCallback callback) {
    try {
      writeAll(bytes, sync);
    } catch (IOException failed) {
      files.onIOError(failed, "write", getFileName());
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
      files.beforeWrite();
      position.addAndGet(bytes.limit());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (sync) {
        channel.force(false);
      }
    } finally {
      files.releaseBuffer(bytes);
    }
  }
}
