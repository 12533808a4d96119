package org.opensy.mining.pool.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.journal.LoaderCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.utils.actors.ArtemisExecutor;

/**
 * Groups on disk: artemis-journal, with every step on the caller's thread, so that a call has
 * happened when it returns and has failed when it throws. After a failure it can only be closed.
 * Confined to the journal's thread.
 */
final class JournalStore implements AutoCloseable {
  private static final String PREFIX = "shares";
  private static final String EXTENSION = "journal";
  private static final byte GROUP = 1;
  private static final int VERSION = 1;
  private static final int LEAST_FILES = 2;

  /** Files that are kept for later when nothing is in them. */
  private static final int POOLED_FILES = 4;

  /** More than the library adds to a record. */
  private static final int OVERHEAD = 64;

  /** The one being written and the one ready to follow it. */
  private static final int BESIDE_FULL_FILES = 2;

  private final JournalSize size;
  private final SyncedFiles files;
  private final JournalImpl journal;
  private Map<Long, byte[]> found = new LinkedHashMap<>();

  private JournalStore(JournalSize size, SyncedFiles files) {
    this.size = size;
    this.files = files;
    this.journal =
        new JournalImpl(
            () -> ArtemisExecutor.delegate(Runnable::run),
            size.fileBytes(),
            LEAST_FILES,
            POOLED_FILES,
            0,
            0,
            0,
            files,
            PREFIX,
            EXTENSION,
            files.getMaxIO(),
            VERSION);
  }

  /**
   * Reads what is there and makes ready to write.
   *
   * @throws JournalException if it cannot be read or written
   */
  static JournalStore open(JournalSize size, SyncedFiles files) {
    JournalStore store = new JournalStore(size, files);
    boolean open = false;
    try {
      store.run(
          "be opened in " + files.getDirectory(),
          () -> {
            store.journal.start();
            store.journal.load(store.new Loading());
          });
      open = true;
      return store;
    } finally {
      if (!open) {
        store.close();
      }
    }
  }

  /** The groups that were there, by their numbers, oldest first; handed out once. */
  Map<Long, byte[]> takeFound() {
    Map<Long, byte[]> taken = found;
    found = Map.of();
    return taken;
  }

  /** Whether a group may be appended; one file is kept for urgent ones and one for deletions. */
  boolean hasRoom(int bytes, boolean urgent) {
    return (fitsInCurrentFile(bytes) && mayHaveMore(0, urgent)) || hasRoomForAnotherFile(urgent);
  }

  /** Whether the journal may grow. */
  boolean hasRoomForAnotherFile(boolean urgent) {
    return mayHaveMore(1, urgent);
  }

  /** Whether so many files more than now leave those that are kept for others. */
  private boolean mayHaveMore(int files, boolean urgent) {
    int most = urgent ? size.mostFiles() - 1 : size.mostFiles() - 2;
    return journal.getDataFilesCount() + BESIDE_FULL_FILES + files <= most;
  }

  private boolean fitsInCurrentFile(int bytes) {
    return journal.getCurrentFile().getFile().position() + bytes + OVERHEAD <= size.fileBytes();
  }

  /** Appends and syncs. */
  void append(long group, byte[] bytes) {
    run("be written", () -> journal.appendAddRecord(group, GROUP, bytes, true));
  }

  /** Deletes. Until it is synced, a crash may bring the group back. */
  void delete(long group, boolean sync) {
    run("be written", () -> journal.tryAppendDeleteRecord(group, sync, null, null));
  }

  /**
   * Gives back files in which everything is deleted.
   *
   * @param soon whether to begin another file for it: deletions do not count while the file that
   *     they are in is being written
   */
  void reclaim(boolean soon) {
    if (journal.getDataFilesCount() == 0) {
      return;
    }
    run(
        "be reclaimed",
        () -> {
          if (soon && isOldestDoneWithCurrent()) {
            journal.forceMoveNextFile();
          }
          journal.checkReclaimStatus();
        });
  }

  private boolean isOldestDoneWithCurrent() {
    JournalFile[] full = journal.getDataFiles();
    JournalFile current = journal.getCurrentFile();
    int deleted = current.getNegCount(full[0]);
    boolean needed = deleted > 0;
    for (JournalFile file : full) {
      deleted += file.getNegCount(full[0]);
    }
    return needed && deleted >= full[0].getPosCount();
  }

  /** Size on disk. */
  long bytes() {
    long count =
        journal.getDataFilesCount()
            + 1L
            + journal.getOpenedFilesCount()
            + journal.getFreeFilesCount();
    return count * size.fileBytes();
  }

  /** Closes the files; never throws. */
  @Override
  public void close() {
    journal.stop();
  }

  @FunctionalInterface
  private interface Step {
    /** The library declares nothing narrower. */
    void run() throws Exception;
  }

  private void run(String what, Step step) {
    try {
      step.run();
      files.check();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new JournalException("the journal was interrupted", interrupted);
    } catch (Exception failed) {
      throw new JournalException("the journal cannot " + what + ": " + failed.getMessage(), failed);
    }
  }

  /** Collects what is not deleted. The pool uses neither updates nor transactions. */
  private final class Loading implements LoaderCallback {

    @Override
    public void addRecord(RecordInfo info) {
      found.put(info.id, info.data);
    }

    @Override
    public void deleteRecord(long id) {
      found.remove(id);
    }

    @Override
    public void updateRecord(RecordInfo info) {
      throw new IllegalStateException("an update in the journal");
    }

    @Override
    public void addPreparedTransaction(PreparedTransactionInfo transaction) {
      throw new IllegalStateException("a transaction in the journal");
    }

    @Override
    public void failedTransaction(
        long transaction, List<RecordInfo> records, List<RecordInfo> deletions) {
      throw new IllegalStateException("a transaction in the journal");
    }
  }
}
