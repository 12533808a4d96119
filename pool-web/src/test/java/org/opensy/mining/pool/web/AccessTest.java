package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.auth.Role;

/** Who may call what: what the resources say of each operation, and what the document says. */
class AccessTest {
  private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target/classes");
  private static final java.nio.file.Path DOCUMENT = java.nio.file.Path.of("../docs/auth.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z]+) (/api/v1/[^`]*)` \\| ([^|]*) \\|$");

  private static List<Class<?>> resources() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replace(".class", "").replace('/', '.'))
          .<Class<?>>map(AccessTest::load)
          .filter(type -> type.isAnnotationPresent(Path.class))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, AccessTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stream<String> operations(Class<?> resource) {
    String base = "/api/v1" + resource.getAnnotation(Path.class).value().replaceFirst("/$", "");
    return Stream.of(resource.getDeclaredMethods())
        .filter(method -> httpMethod(method) != null)
        .map(
            method -> {
              Path own = method.getAnnotation(Path.class);
              return httpMethod(method)
                  + " "
                  + base
                  + (own == null ? "" : own.value())
                  + ": "
                  + words(Roles.of(resource, method));
            });
  }

  private static String httpMethod(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (http != null) {
        return http.value();
      }
    }
    return null;
  }

  private static String words(Roles.Access access) {
    if (access.isPublic()) {
      return "everybody";
    }
    return access.roles().stream()
        .sorted()
        .map(Role::lowerCaseName)
        .collect(Collectors.joining(", "));
  }

  @Test
  void eachOperationIsMarkedAsTheDocumentHasIt() throws IOException {
    Set<String> marked = new TreeSet<>();
    for (Class<?> resource : resources()) {
      operations(resource).forEach(marked::add);
    }
    Set<String> documented =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + ": " + row.group(3))
            .collect(Collectors.toCollection(TreeSet::new));
    // What everybody may ask for on the listener for the public is in openapi.yaml.
    marked.removeIf(line -> line.matches("GET (?!/api/v1/(admin|auth)/)\\S+: everybody"));
    assertThat(marked).isEqualTo(documented).noneMatch(line -> line.endsWith(": "));
  }

  /** Of two resources the one with the longer path takes all that is below it from the other. */
  @Test
  void noResourceIsBelowAnother() throws IOException {
    List<String> paths =
        resources().stream()
            .map(type -> type.getAnnotation(Path.class).value())
            .distinct()
            .toList();
    for (String path : paths) {
      List<String> below = paths.stream().filter(other -> other.startsWith(path + "/")).toList();
      assertThat(below).noneMatch(other -> other.contains("{"));
    }
  }

  /** A locator's resource would be asked for its roles by nobody. */
  @Test
  void thereAreNoSubResourceLocators() throws IOException {
    for (Class<?> resource : resources()) {
      assertThat(resource.getDeclaredMethods())
          .filteredOn(method -> method.isAnnotationPresent(Path.class))
          .allMatch(method -> httpMethod(method) != null);
    }
  }

  /** What owners decide on their own is no act of an operator's. */
  @Test
  void whoMayChangeSomethingOfOthersIsOnRecord() throws IOException {
    for (Class<?> resource : resources()) {
      boolean changes =
          operations(resource).anyMatch(line -> !line.matches("GET .*|.*: (everybody|miner)"));
      assertThat(resource.isAnnotationPresent(OnRecord.class))
          .as(resource.getName())
          .isEqualTo(changes);
    }
  }
}
