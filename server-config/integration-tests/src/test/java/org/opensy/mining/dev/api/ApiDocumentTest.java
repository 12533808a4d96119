package org.opensy.mining.dev.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is complete, well made, and says what the resources say. */
class ApiDocumentTest {
  private static final Path WEB =
      Path.of("").toAbsolutePath().getParent().getParent().resolve("pool-web");
  private static final String BASE = "/api/v1";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** What operators use is not for everybody to read. */
  private static final Pattern OPERATORS = Pattern.compile("/(admin|auth)(/.*)?");

  private static ApiDocument document;

  @BeforeAll
  static void read() throws IOException {
    document =
        new ApiDocument(
            new YAMLMapper().readTree(WEB.resolve("src/main/resources/openapi.yaml").toFile()));
  }

  static List<ApiDocument.Operation> operations() throws IOException {
    read();
    return document.operations();
  }

  /** Parameters of the query by operation, of all public resources. */
  private static Map<String, Set<String>> resources() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClass type : new ClassFileImporter().importPath(WEB.resolve("target/classes"))) {
      servletPaths(type).forEach(path -> found.put("GET " + path, Set.of("channels")));
      for (JavaMethod method : type.getMethods()) {
        method(method)
            .ifPresent(
                verb -> {
                  String path = ("/" + path(type) + "/" + path(method)).replaceAll("/+", "/");
                  if (!OPERATORS.matcher(path).matches()) {
                    found.put(verb + " " + path.replaceAll("(.)/$", "$1"), query(method));
                  }
                });
      }
    }
    return found;
  }

  /** The one servlet among the resources is the stream of events. */
  private static Stream<String> servletPaths(JavaClass type) {
    return type.getAnnotations().stream()
        .filter(each -> each.getRawType().getName().equals("jakarta.servlet.annotation.WebServlet"))
        .flatMap(each -> ((JavaAnnotation<?>) each).get("urlPatterns").stream())
        .flatMap(patterns -> Stream.of((Object[]) patterns))
        .map(Object::toString)
        .filter(path -> path.startsWith(BASE))
        .map(path -> path.substring(BASE.length()));
  }

  private static Optional<String> method(JavaMethod method) {
    return Stream.of("GET", "POST", "PUT", "DELETE", "PATCH")
        .filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb))
        .findFirst();
  }

  private static String path(HasAnnotations<?> element) {
    return value(element, "jakarta.ws.rs.Path").orElse("");
  }

  private static Optional<String> value(HasAnnotations<?> element, String annotation) {
    return element.getAnnotations().stream()
        .filter(each -> each.getRawType().getName().equals(annotation))
        .findFirst()
        .flatMap(each -> ((JavaAnnotation<?>) each).get("value"))
        .map(Object::toString);
  }

  private static Set<String> query(JavaMethod method) {
    Set<String> names = new TreeSet<>();
    for (JavaParameter parameter : method.getParameters()) {
      value(parameter, "jakarta.ws.rs.QueryParam").ifPresent(names::add);
      if (parameter.isAnnotatedWith("jakarta.ws.rs.BeanParam")) {
        for (JavaField field : parameter.getRawType().getFields()) {
          value(field, "jakarta.ws.rs.QueryParam").ifPresent(names::add);
        }
      }
    }
    return names;
  }

  @Test
  void everyPublicResourceIsThereWithItsParametersAndNothingElse() {
    Map<String, Set<String>> described = new TreeMap<>();
    for (ApiDocument.Operation operation : document.operations()) {
      Set<String> query = new TreeSet<>();
      for (JsonNode parameter : document.parameters(operation)) {
        if (parameter.path("in").asText().equals("query")) {
          query.add(parameter.path("name").asText());
        }
      }
      described.put(operation.toString(), query);
    }

    assertThat(described).isEqualTo(resources());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationIsDescribedInFull(ApiDocument.Operation operation) {
    JsonNode node = operation.node();
    for (String member : List.of("operationId", "summary", "description", "tags", "responses")) {
      assertThat(node.has(member)).as(member).isTrue();
    }
    assertThat(node.at("/responses/default/$ref").asText())
        .isEqualTo("#/components/responses/Problem");
    List<String> inPath = new ArrayList<>();
    for (JsonNode parameter : document.parameters(operation)) {
      String name = parameter.path("name").asText();
      assertThat(name).matches(NAME);
      assertThat(parameter.has("description")).as(name).isTrue();
      assertThat(parameter.has("example")).as(name).isTrue();
      assertThat(document.objections(parameter.path("schema"), parameter.path("example")))
          .as(name)
          .isEmpty();
      if (parameter.path("in").asText().equals("path")) {
        assertThat(parameter.path("required").asBoolean()).isTrue();
        inPath.add("{" + name + "}");
      }
    }
    assertThat(inPath)
        .containsExactly(
            Pattern.compile("\\{[a-z_]+}")
                .matcher(operation.path())
                .results()
                .map(each -> each.group())
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anExampleIsWhatTheSchemaSays(ApiDocument.Operation operation) {
    for (int status : new int[] {200, 400}) {
      JsonNode response = document.response(operation, status);
      assertThat(response.has("description")).isTrue();
      response
          .path("content")
          .properties()
          .forEach(
              content -> {
                JsonNode example = content.getValue().path("example");
                assertThat(example.isMissingNode()).isFalse();
                assertThat(document.objections(content.getValue().path("schema"), example))
                    .as("%s %s", operation, content.getKey())
                    .isEmpty();
              });
    }
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(document.operations())
        .extracting(each -> each.node().path("operationId").asText())
        .doesNotHaveDuplicates()
        .allMatch(each -> each.matches("[a-z]+[A-Za-z]*"));
  }

  @Test
  void everyMemberHasANameInSnakeCaseAndADescription() {
    List<String> faults = new ArrayList<>();
    document
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(schema -> look(schema.getKey(), schema.getValue(), faults));

    assertThat(faults).isEmpty();
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "description",
          "required",
          "additionalProperties",
          "properties",
          "items",
          "enum",
          "const",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "maxItems",
          "maxLength",
          "anyOf",
          "$ref");

  private static void look(String where, JsonNode schema, List<String> faults) {
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KEYWORDS.contains(keyword)) {
                faults.add(where + " has the unknown keyword " + keyword);
              }
            });
    if (!schema.has("description") && !schema.has("$ref")) {
      faults.add(where + " has no description");
    }
    boolean closed = schema.path("additionalProperties").asText("").equals("false");
    if (schema.has("properties") && closed) {
      Set<String> names = new TreeSet<>();
      schema.path("properties").fieldNames().forEachRemaining(names::add);
      Set<String> required = new TreeSet<>();
      schema.path("required").forEach(each -> required.add(each.asText()));
      if (!names.equals(required)) {
        faults.add(where + " has members that may be left out");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            member -> {
              if (!NAME.matcher(member.getKey()).matches()) {
                faults.add(where + "." + member.getKey() + " is not in snake_case");
              }
              look(where + "." + member.getKey(), member.getValue(), faults);
            });
  }

  @Test
  void theDocumentIsOfTheVersionThatItsToolsKnow() {
    assertThat(document.root().path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.root().at("/info/version").asText())
        .matches("1\\.[0-9]+\\.[0-9]+".toLowerCase(Locale.ROOT));
  }
}
