package org.opensy.mining;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages that lead through the code name classes that are there: in backticks, with their
 * package below {@code org.opensy.mining}, and perhaps a method after a {@code #}.
 */
class DocumentedClassesTest {
  private static final String ROOT = "org.opensy.mining.";
  private static final Pattern NAME =
      Pattern.compile("`((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:#(\\w+))?`");

  private static JavaClasses production;

  @BeforeAll
  static void importTheClasspath() {
    production =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.opensy.mining");
  }

  @ParameterizedTest(name = "docs/{0}")
  @ValueSource(strings = {"share.md", "block.md", "architecture.md"})
  void everyClassAndMethodThatIsNamedExists(String page) throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent().getParent();
    List<MatchResult> names =
        NAME.matcher(Files.readString(root.resolve("docs").resolve(page))).results().toList();

    assertThat(names).as("names in docs/%s", page).isNotEmpty();
    assertThat(names.stream().filter(name -> !exists(name)).map(MatchResult::group).distinct())
        .as("named in docs/%s, but not in the code", page)
        .isEmpty();
  }

  private static boolean exists(MatchResult name) {
    String className = ROOT + name.group(1);
    Optional<String> method = Optional.ofNullable(name.group(2));
    return production.stream()
        .filter(type -> canonicalName(type).equals(className))
        .anyMatch(type -> method.isEmpty() || hasMethod(type, method.get()));
  }

  private static String canonicalName(JavaClass type) {
    return type.getName().replace('$', '.');
  }

  private static boolean hasMethod(JavaClass type, String method) {
    return type.getMethods().stream().anyMatch(candidate -> candidate.getName().equals(method));
  }
}
