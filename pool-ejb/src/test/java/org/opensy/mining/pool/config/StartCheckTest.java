package org.opensy.mining.pool.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensy.mining.pool.journal.JournalDirectory;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.settings.SettingProblem;

class StartCheckTest {
  private static final StartProbe NO_LIBRARY =
      new LibraryProbe(
          path -> {
            throw new RandomXException("tried " + path + " in vain");
          });

  @Test
  void namesPortAndLibraryBesideBadKeysInOneMessage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MapConfig config =
          MapConfig.usable()
              .without("pool.node.url")
              .with("pool.address", "syl1qy552pugv6kj6au8keruk0cmtzvc4xfelzvxa2z")
              .with("pool.stratum.difficulty", "none")
              .with("pool.stratum.port", Integer.toString(taken.getLocalPort()))
              .with("randomx.library.path", "/nowhere/librandomx.so");
      ConfigProblems problems =
          StartCheck.problems(config, List.of(new PortProbe(), NO_LIBRARY)).orElseThrow();
      assertThat(problems.problems())
          .extracting(SettingProblem::key)
          .containsExactlyInAnyOrder(
              "pool.node.url",
              "pool.address",
              "pool.stratum.difficulty",
              "pool.stratum.port",
              "randomx.library.path");
      assertThat(problems)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("/nowhere/librandomx.so");
    }
  }

  @Test
  void everyPortOfTheListIsProbed() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String ports = one.getLocalPort() + "," + freePort() + "," + other.getLocalPort();
      ConfigProblems problems =
          StartCheck.problems(
                  MapConfig.usable().with("pool.stratum.port", ports), List.of(new PortProbe()))
              .orElseThrow();
      assertThat(problems.problems()).hasSize(2);
      assertThat(problems)
          .hasMessageContaining("127.0.0.1:" + one.getLocalPort())
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
    }
  }

  @Test
  void findsNothingWhenThePortIsFreeAndTheLibraryLoads() throws IOException {
    MapConfig config = MapConfig.usable().with("pool.stratum.port", Integer.toString(freePort()));
    StartProbe library = new LibraryProbe(path -> assertThat(path).isEqualTo(Optional.empty()));
    assertThat(StartCheck.problems(config, List.of(new PortProbe(), library))).isEmpty();
  }

  @Test
  void namesAJournalDirectoryThatIsInUseOrCannotBeMade(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path used = folder.resolve("used");
    List<StartProbe> probe = List.of(new JournalProbe());
    MapConfig config = MapConfig.usable();
    try (JournalDirectory claimed = JournalDirectory.claim(used)) {
      assertThat(claimed).isNotNull();
      assertThat(StartCheck.problems(config.with("pool.journal.directory", used.toString()), probe))
          .hasValueSatisfying(
              problems ->
                  assertThat(problems)
                      .hasMessageContaining("pool.journal.directory")
                      .hasMessageContaining(used + " is in use"));
    }
    assertThat(StartCheck.problems(config, probe)).isEmpty();
    assertThat(StartCheck.problems(config.with("pool.journal.directory", file.toString()), probe))
        .hasValueSatisfying(
            problems -> assertThat(problems).hasMessageContaining("cannot write to"));
  }

  @Test
  void leavesThePortFreeAfterTheProbe() throws IOException {
    int port = freePort();
    MapConfig config = MapConfig.usable().with("pool.stratum.port", Integer.toString(port));
    assertThat(StartCheck.problems(config, List.of(new PortProbe(), new PortProbe()))).isEmpty();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
