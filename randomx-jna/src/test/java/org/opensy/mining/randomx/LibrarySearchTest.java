package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {

  @TempDir Path directory;

  private static RandomXException searching(
      Optional<Path> path, BiFunction<NativeLibrary, String, RandomXLibrary> bindAndTest) {
    try {
      new LibrarySearch(bindAndTest).find(path);
    } catch (RandomXException failed) {
      return failed;
    }
    throw new AssertionError("a library was found");
  }

  private static RandomXLibrary neverReached(NativeLibrary library, String origin) {
    throw new AssertionError(origin + " must not be bound");
  }

  private static RandomXLibrary wrongHash(NativeLibrary library, String origin) {
    throw new RandomXException("the self-test gave the hash 00");
  }

  @Test
  void givenPathThatDoesNotExistIsAnErrorThatNamesItAndNothingElseIsTried() {
    Path missing = directory.resolve("nothing.so");
    assertThat(searching(Optional.of(missing), LibrarySearchTest::neverReached))
        .hasMessageContaining("no usable RandomX library")
        .hasMessageContaining("randomx.library.path " + missing.toAbsolutePath() + ": no such file")
        .hasMessageNotContaining(PackagedLibrary.ARTIFACT)
        .hasMessageNotContaining("system library");
  }

  @Test
  void givenFileThatIsNoLibraryIsAnErrorWithTheLinkersReason() throws IOException {
    Path text = Files.writeString(directory.resolve("text.so"), "not a library");
    assertThat(searching(Optional.of(text), LibrarySearchTest::neverReached))
        .hasMessageContaining("randomx.library.path " + text.toAbsolutePath() + ": ")
        .hasMessageNotContaining(PackagedLibrary.ARTIFACT);
  }

  @Test
  void givenLibraryThatIsNotRandomXIsAnErrorThatNamesTheMissingFunction() {
    Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    assertThat(searching(Optional.of(other), LibrarySearchTest::neverReached))
        .hasMessageContaining("randomx.library.path " + other)
        .hasMessageContaining("randomx_calculate_hash");
  }

  @Test
  void givenLibraryThatFailsItsSelfTestIsAnErrorAndNotReplacedByAnother() throws IOException {
    try (PackagedLibrary copy = PackagedLibrary.unpack()) {
      assertThat(searching(Optional.of(copy.file()), LibrarySearchTest::wrongHash))
          .hasMessageContaining("randomx.library.path " + copy.file() + ": the self-test gave")
          .hasMessageNotContaining(PackagedLibrary.ARTIFACT);
    }
  }

  @Test
  void failureWithoutAPathNamesEveryCandidateAndWhatToDo() {
    assertThat(searching(Optional.empty(), LibrarySearchTest::wrongHash))
        .hasMessageContaining("system library randomx: ")
        .hasMessageContaining(PackagedLibrary.ARTIFACT + ": the self-test gave the hash 00")
        .hasMessageContaining("randomx.library.path")
        .hasMessageContaining("librandomx0");
  }

  @Test
  void loadingTwiceGivesTheSameLibraryAndAnotherFileIsRefused() {
    RandomXLibrary library = RandomXLibrary.load(Optional.empty());
    assertThat(RandomXLibrary.load(Optional.empty())).isSameAs(library);
    assertThat(library.detectedFlags() & (RandomXFlags.LARGE_PAGES | RandomXFlags.FULL_MEM))
        .isZero();
    Path other = directory.resolve("other.so");
    assertThatThrownBy(() -> RandomXLibrary.load(Optional.of(other)))
        .isInstanceOf(RandomXException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining(library.origin());
  }

  /** With both in the global symbol scope the process ends here in a double free. */
  @Test
  void anotherCopyThatIsLoadedAndUnloadedLeavesTheLibraryInUseAlone() throws IOException {
    RandomXLibrary library = RandomXLibrary.load(Optional.empty());
    try (PackagedLibrary other = PackagedLibrary.unpack()) {
      searching(
          Optional.of(other.file()),
          (copy, origin) -> {
            copy.close();
            return wrongHash(copy, origin);
          });
    }
    SelfTest.run(library);
  }

  @Test
  void packagedCopyIsUnpackedToAPrivateFolderAndDeletedAfterUse() throws IOException {
    Path file;
    try (PackagedLibrary copy = PackagedLibrary.unpack()) {
      file = copy.file();
      assertThat(file).isAbsolute().isNotEmptyFile();
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
            .isEqualTo("rwx------");
      }
    }
    assertThat(file.getParent()).doesNotExist();
  }
}
