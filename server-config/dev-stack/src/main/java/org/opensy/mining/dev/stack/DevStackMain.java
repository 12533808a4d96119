package org.opensy.mining.dev.stack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What {@code mvn -Prun} runs: starts the stack, shows addresses and progress, stops it all on
 * Ctrl-C.
 */
public final class DevStackMain {
  /** Held on to: the logging system forgets the level of a logger that nobody refers to. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("io.zonky"), Logger.getLogger("org.opensy.mining"));

  private final PrintStream out;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private DevStackMain(PrintStream out) {
    this.out = out;
  }

  /** Entry point; everything is configured through system properties. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    new DevStackMain(standardOutput()).run(StackSettings.from(System.getProperties()));
  }

  /**
   * Not {@code System.out}: Maven's own stream is not made for two threads and may fail while both
   * Maven and this program print their last words.
   */
  private static PrintStream standardOutput() {
    return new PrintStream(
        new FileOutputStream(FileDescriptor.out), true, Charset.defaultCharset());
  }

  private void run(StackSettings settings) throws IOException, InterruptedException {
    Path work = settings.paths().work();
    Files.createDirectories(work);
    try (FileChannel channel =
            FileChannel.open(
                work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new StackException("a development stack runs already in " + work);
      }
      DevStack stack = new DevStack(settings, out);
      Thread hook = new Thread(() -> stop(stack), "stop-stack");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        runUntilStopped(settings, stack);
        // Returning lets Maven close the class loader that stopping still needs.
        hook.join();
      } catch (StackException e) {
        if (stopping.getCount() == 0) {
          hook.join();
          return;
        }
        out.println("\n\n" + e.getMessage() + "\n");
        stop(stack);
        throw new StackException("the development stack has stopped; the reason is shown above");
      }
    }
  }

  private void runUntilStopped(StackSettings settings, DevStack stack) throws InterruptedException {
    out.println();
    out.println("OpenSY Mining development stack, working in " + settings.paths().work());
    stack.start();
    out.println(new StackAddresses(settings, stack));
    ProgressLine progress =
        new ProgressLine(settings.port(StackPort.HTTP), stack.node(), onTerminal());
    do {
      stack.requireAlive();
      progress.print(out);
    } while (!stopping.await(progress.interval().toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * From JDK 22 on there is a console without a terminal too: the line is then refreshed in a file,
   * which is harmless.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    return System.console() != null;
  }

  private void stop(DevStack stack) {
    stopping.countDown();
    out.println();
    stack.close();
    out.println("stopped");
  }
}
