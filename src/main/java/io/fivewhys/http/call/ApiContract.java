package io.fivewhys.http.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The contract as it is served, and what the router needs of it.
 *
 * @param yaml the whole document
 * @param operations in the order of the document
 */
public record ApiContract(String yaml, List<Operation> operations) {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /**
   * One operation.
   *
   * @param method in capitals
   * @param path as the contract has it, e.g. {@code /api/v1/diagnoses/{id}}
   * @param intake whether the intake token is enough where a token is needed
   */
  public record Operation(String id, String method, String path, Needs needs, boolean intake) {

    /** The path as Vert.x Web writes it. What is called {@code path} may hold slashes. */
    public String route() {
      return path.replaceAll("\\{path}$", "*").replaceAll("\\{(\\w+)}", ":$1");
    }
  }

  /** What an operation asks of who calls it, as its {@code security} says. */
  public enum Needs {
    /** {@code security: []}. */
    NOTHING,
    /**
     * None of its own, or one that names an alternative without any: a token unless {@link
     * io.fivewhys.access.Anonymous} frees it.
     */
    TOKEN_UNLESS_FREED,
    /** A token, always. */
    TOKEN;

    private static Needs of(JsonNode operation) {
      JsonNode security = operation.path("security");
      if (security.isEmpty()) {
        return security.isMissingNode() ? TOKEN_UNLESS_FREED : NOTHING;
      }
      for (JsonNode alternative : security) {
        if (alternative.isEmpty()) {
          return TOKEN_UNLESS_FREED;
        }
      }
      return TOKEN;
    }

    private static boolean intake(JsonNode operation) {
      for (JsonNode alternative : operation.path("security")) {
        if (alternative.has("intakeToken")) {
          return true;
        }
      }
      return false;
    }
  }

  /** The one that the jar brings along. */
  public static ApiContract shipped() {
    try (InputStream in = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Reads one; throws when it is no YAML. */
  public static ApiContract parse(String yaml) throws IOException {
    JsonNode paths = DiagnosisJson.yamlMapper().readTree(yaml).path("paths");
    var operations = new ArrayList<Operation>();
    for (var path : paths.properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode()) {
          String id = operation.path("operationId").asText();
          operations.add(
              new Operation(
                  id,
                  method.toUpperCase(Locale.ROOT),
                  path.getKey(),
                  Needs.of(operation),
                  Needs.intake(operation)));
        }
      }
    }
    return new ApiContract(yaml, List.copyOf(operations));
  }

  /**
   * @throws IllegalStateException when an operation has no handler, or a handler no operation
   */
  public void mustMatch(Set<String> handlers) {
    var ids = new TreeSet<>(operations.stream().map(Operation::id).toList());
    if (ids.size() != operations.size()) {
      throw new IllegalStateException("an operationId occurs twice in openapi.yaml: " + ids);
    }
    if (!ids.equals(handlers)) {
      var message = "openapi.yaml has the operations " + ids + ", there are handlers for ";
      throw new IllegalStateException(message + new TreeSet<>(handlers));
    }
  }
}
