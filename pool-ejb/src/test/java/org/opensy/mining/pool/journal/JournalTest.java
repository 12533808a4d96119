package org.opensy.mining.pool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalSize SMALL = new JournalSize(64 * 1024, 8);
  private static final int LARGE = 30_000;
  private static final Duration SPACING = Duration.ofHours(1);

  @TempDir private Path folder;
  private final CountDownLatch writing = new CountDownLatch(1);
  private volatile CountDownLatch diskWaits = new CountDownLatch(0);
  private volatile boolean diskFails;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void whatIsNotSettledIsThereAgainInItsOrder() {
    try (Journal journal = open()) {
      assertThat(journal.takeFound()).isEmpty();
      List<JournalTicket> tickets =
          IntStream.range(0, 100).mapToObj(i -> synced(journal, "r" + i)).toList();
      tickets.subList(0, 40).forEach(journal::settle);
      assertThat(journal.status().waiting()).isEqualTo(60);
    }
    try (Journal journal = open()) {
      List<JournalRecord> found = journal.takeFound();
      assertThat(found)
          .extracting(record -> new String(record.bytes(), StandardCharsets.UTF_8))
          .containsExactlyElementsOf(IntStream.range(40, 100).mapToObj(i -> "r" + i).toList());
      assertThat(journal.status().replayed()).isEqualTo(60);
      found.forEach(record -> journal.settle(record.ticket()));
    }
    try (Journal journal = open()) {
      assertThat(journal.takeFound()).isEmpty();
    }
  }

  @Test
  void aGroupStaysUntilTheLastOfItsRecordsIsSettled() throws InterruptedException {
    try (Journal journal = open()) {
      List<JournalTicket> tickets = syncedTogether(journal, 3);
      assertThat(tickets).hasSize(3).containsOnly(tickets.get(0));
      journal.settle(tickets.get(0));
      journal.settle(tickets.get(0));
    }
    try (Journal journal = open()) {
      List<JournalRecord> found = journal.takeFound();
      assertThat(found).hasSize(3);
      found.forEach(record -> journal.settle(record.ticket()));
    }
    try (Journal journal = open()) {
      assertThat(journal.takeFound()).isEmpty();
    }
  }

  @Test
  void aFullJournalRefusesKeepsRoomForUrgentRecordsAndRecoversByItself() {
    List<JournalTicket> tickets = new ArrayList<>();
    try (Journal journal = open()) {
      Optional<JournalTicket> ticket = join(journal.append(large()));
      while (ticket.isPresent()) {
        tickets.add(ticket.get());
        ticket = join(journal.append(large()));
      }
      assertThat(journal.status().full()).isTrue();
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(8L * 64 * 1024);
      assertThat(tickets).hasSizeBetween(6, 16);
      assertThat(join(journal.append("small".getBytes(StandardCharsets.UTF_8)))).isEmpty();
      assertThat(join(journal.appendUrgent(large()))).isPresent();
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(8L * 64 * 1024);
      tickets.forEach(journal::settle);
      // What comes after a deletion finds it done.
      synced(journal, "first");
      assertThat(journal.status().full()).isFalse();
      synced(journal, "second");
    }
    try (Journal journal = open()) {
      assertThat(journal.takeFound()).hasSize(3);
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(4L * 64 * 1024);
    }
  }

  @Test
  void theRoomForUrgentRecordsIsTheirsAloneOnceTheyHaveBegunIt() {
    try (Journal journal = open()) {
      for (int i = 0; i < 11; i++) {
        assertThat(join(journal.appendUrgent(large()))).isPresent();
      }
      assertThat(journal.status().full()).isFalse();
      assertThat(join(journal.append(bytes("small")))).isEmpty();
      assertThat(journal.status().full()).isTrue();
      assertThat(join(journal.appendUrgent(large()))).isPresent();
      assertThat(join(journal.appendUrgent(large()))).isEmpty();
    }
  }

  @Test
  void nothingIsAcknowledgedWhileTheDiskFailsAndTheRefusedDoNotComeBack() {
    try (Journal journal = open()) {
      synced(journal, "before");
      diskFails = true;
      assertThat(join(journal.append(bytes("refused")))).isEmpty();
      assertThat(join(journal.append(bytes("refused too")))).isEmpty();
      assertThat(journal.status().failing()).isTrue();
      assertThat(journal.status().failures()).isPositive();
      diskFails = false;
      while (join(journal.append(bytes("after"))).isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(journal.status().failing()).isFalse();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("before", "after");
    }
  }

  /** The bytes reach the disk, and only their sync fails: they are there when it is read again. */
  @Test
  void aRecordWhoseSyncFailedIsDeletedBeforeAnythingElseIsWritten() {
    try (Journal journal = open()) {
      synced(journal, "before");
      JournalStore store = JournalStore.open(SMALL, new SyncedFiles(folder));
      store.append(77, RecordGroup.pack(List.of(bytes("refused"))));
      store.close();
      diskFails = true;
      assertThat(join(journal.append(bytes("never written")))).isEmpty();
      diskFails = false;
      while (join(journal.append(bytes("after"))).isEmpty()) {
        Thread.onSpinWait();
      }
    }
    try (Journal journal = open()) {
      assertThat(texts(journal)).containsExactly("before", "after");
    }
  }

  @Test
  void recordsThatComeSoonAfterASyncAreSyncedTogetherAndAnsweredInOneTask() {
    AtomicInteger tasks = new AtomicInteger();
    Executor counting =
        task -> {
          tasks.incrementAndGet();
          task.run();
        };
    try (Journal journal = spaced()) {
      synced(journal, "at once");
      List<CompletionStage<Optional<JournalTicket>>> ours = appended(journal, 50, counting);
      List<CompletionStage<Optional<JournalTicket>>> others = appended(journal, 50, Runnable::run);
      int before = writes.get();
      assertThat(soon(journal.appendUrgent(bytes("urgent")))).isPresent();
      assertThat(Stream.concat(ours.stream(), others.stream()).map(JournalTest::soon).distinct())
          .hasSize(1);
      assertThat(writes.get() - before).as("the urgent one and the group").isEqualTo(2);
      assertThat(tasks).hasValue(1);
    }
  }

  @Test
  void aRecordThatComesAfterAPauseIsSyncedAtOnce() {
    try (Journal journal = spaced(() -> nanos.addAndGet(SPACING.toNanos()))) {
      for (int i = 0; i < 5; i++) {
        assertThat(soon(journal.append(bytes("r" + i)))).isPresent();
      }
    }
  }

  @Test
  void manyRecordsAreSyncedBeforeTheirTime() {
    try (Journal journal = spaced()) {
      synced(journal, "at once");
      for (CompletionStage<Optional<JournalTicket>> stage :
          appended(journal, 1000, Runnable::run)) {
        assertThat(soon(stage)).isPresent();
      }
    }
  }

  @Test
  void theEndWaitsForNoSpacing() {
    List<CompletionStage<Optional<JournalTicket>>> waiting;
    try (Journal journal = spaced()) {
      synced(journal, "at once");
      waiting = appended(journal, 3, Runnable::run);
    }
    assertThat(waiting).allSatisfy(stage -> assertThat(soon(stage)).isPresent());
  }

  @Test
  void anAnswerIsGivenEvenIfItsThreadHasEnded() {
    Executor ended =
        task -> {
          throw new RejectedExecutionException();
        };
    try (Journal journal = open()) {
      assertThat(soon(journal.append(bytes("r"), ended))).isPresent();
    }
  }

  @Test
  void aTornTailIsDropped() throws IOException {
    try (Journal journal = open()) {
      synced(journal, "whole");
      synced(journal, "torn".repeat(1000));
    }
    Path file = dataFile();
    byte[] content = Files.readAllBytes(file);
    int torn = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf("torn");
    for (int length : new int[] {1, 3000, 4000}) {
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.seek(torn + 4L - length);
        out.write(new byte[length]);
      }
      try (Journal journal = open()) {
        assertThat(texts(journal)).containsExactly("whole");
      }
      Files.write(file, content);
    }
  }

  @Test
  void aSecondJournalOfTheSameDirectoryIsRefusedByName() {
    try (Journal journal = open()) {
      synced(journal, "mine");
      assertThatThrownBy(() -> Journal.open(folder, SMALL, Duration.ZERO, Thread::new))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use");
    }
    open().close();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Journal.open(file, SMALL, Duration.ZERO, Thread::new))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    Journal journal = open();
    journal.close();
    assertThat(join(journal.append(bytes("late")))).isEmpty();
  }

  @Test
  void theLargestBlockFitsIntoAJournalOfTheLeastSize() {
    JournalSize least = JournalSize.ofMebibytes(JournalSize.LEAST_MEBIBYTES);
    try (Journal journal = Journal.open(folder, least, Duration.ZERO, Thread::new)) {
      for (int i = 0; i < 3; i++) {
        assertThat(join(journal.appendUrgent(new byte[4_000_500]))).isPresent();
      }
    }
  }

  /** Time stands still. */
  private Journal spaced() {
    return spaced(nanos::get);
  }

  private Journal spaced(LongSupplier nanoTime) {
    return Journal.open(
        JournalDirectory.claim(folder),
        () -> JournalStore.open(SMALL, new FailingFiles()),
        Thread::new,
        new Journal.Times(Duration.ofMillis(1), SPACING, nanoTime));
  }

  private static List<CompletionStage<Optional<JournalTicket>>> appended(
      Journal journal, int count, Executor answers) {
    return IntStream.range(0, count)
        .mapToObj(i -> journal.append(bytes("t" + i), answers))
        .toList();
  }

  /** Long before the spacing is over. */
  private static Optional<JournalTicket> soon(CompletionStage<Optional<JournalTicket>> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Journal open() {
    return Journal.open(
        JournalDirectory.claim(folder),
        () -> JournalStore.open(SMALL, new FailingFiles()),
        Thread::new,
        new Journal.Times(Duration.ofMillis(1), Duration.ZERO, System::nanoTime));
  }

  /** Files on a disk that can be told to fail. */
  private final class FailingFiles extends SyncedFiles {
    FailingFiles() {
      super(folder);
    }

    @Override
    void beforeWrite() throws IOException {
      writes.incrementAndGet();
      if (diskWaits.getCount() > 0) {
        writing.countDown();
        awaitQuietly(diskWaits);
      }
      if (diskFails) {
        throw new IOException("no disk");
      }
    }
  }

  private Path dataFile() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".journal")).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("torn")) {
          return file;
        }
      }
    }
    throw new AssertionError("no file has the record");
  }

  private static JournalTicket synced(Journal journal, String text) {
    return join(journal.append(bytes(text))).orElseThrow();
  }

  /** Some that the thread finds together: the disk keeps it busy until all are there. */
  private List<JournalTicket> syncedTogether(Journal journal, int count)
      throws InterruptedException {
    CountDownLatch all = new CountDownLatch(1);
    diskWaits = all;
    CompletionStage<Optional<JournalTicket>> busy = journal.append(bytes("busy"));
    writing.await();
    List<CompletionStage<Optional<JournalTicket>>> stages =
        IntStream.range(0, count).mapToObj(i -> journal.append(bytes("t" + i))).toList();
    all.countDown();
    journal.settle(join(busy).orElseThrow());
    return stages.stream().map(stage -> join(stage).orElseThrow()).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static List<String> texts(Journal journal) {
    return journal.takeFound().stream()
        .map(record -> new String(record.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] large() {
    return new byte[LARGE];
  }
}
