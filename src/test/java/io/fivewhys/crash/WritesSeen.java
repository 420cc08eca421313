package io.fivewhys.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.demo.cluster.ApiWrites;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What really happened: every change that the API server was asked for, in the order in which it
 * came. Safe for use by threads.
 */
final class WritesSeen implements ApiWrites {
  static final String ACTION = "fivewhys.io/action";
  static final String FENCE = "fivewhys.io/fence";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;
  private static final int REFUSED = 300;

  private final List<Seen> all = new ArrayList<>();

  /** Generation of each object before anybody changed it. */
  private final Map<String, Long> beginnings = new HashMap<>();

  /**
   * One change.
   *
   * @param action id of the intervention whose change it is; empty for a seal, and for whoever does
   *     not say
   * @param sealed id of the intervention that it seals
   * @param version of the object afterwards; 0 where it was refused
   * @param generation of the object afterwards, which counts the changes of what is wanted
   */
  record Seen(
      Write write,
      int status,
      Optional<String> action,
      Optional<String> sealed,
      long version,
      long generation) {
    boolean isDone() {
      return status < REFUSED;
    }

    String target() {
      return write.path().substring(write.path().lastIndexOf('/') + 1);
    }
  }

  @Override
  public synchronized void seen(Write write, int status, String answer) {
    Optional<String> action = annotation(write, ACTION);
    JsonNode object = status < REFUSED ? parsed(answer) : JSON.nullNode();
    all.add(
        new Seen(
            write,
            status,
            action,
            action.isPresent()
                ? Optional.empty()
                : annotation(write, FENCE).map(it -> it.split(" ")[0]),
            object.path("metadata").path("resourceVersion").asLong(),
            object.path("metadata").path("generation").asLong()));
  }

  /** As it is before anybody changes it. */
  synchronized void begin(String path, long generation) {
    beginnings.put(path, generation);
  }

  /** From a merge patch, or a JSON patch, which adds the annotation or all of them. */
  private static Optional<String> annotation(Write write, String name) {
    JsonNode body = parsed(write.body());
    if (!body.isArray()) {
      return text(body.path("metadata").path("annotations").path(name));
    }
    for (JsonNode each : body) {
      JsonNode value = each.path("value");
      if (each.path("path").asText().endsWith("/" + name.replace("/", "~1"))) {
        return text(value);
      }
      if (each.path("path").asText().equals("/metadata/annotations") && value.has(name)) {
        return text(value.path(name));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(it -> !it.isEmpty());
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  synchronized List<Seen> all() {
    return List.copyOf(all);
  }

  /** Those that were done and changed something, in the order in which they were done. */
  synchronized List<Seen> effective() {
    List<Seen> effective = new ArrayList<>();
    Map<String, Long> before = new HashMap<>(beginnings);
    all.stream()
        .filter(Seen::isDone)
        .sorted(Comparator.comparingLong(Seen::version))
        .forEach(
            it -> {
              if (before.put(it.write().path(), it.generation()) != it.generation()) {
                effective.add(it);
              }
            });
    return effective;
  }

  /** How often the target was really changed. */
  long effective(String target) {
    return effective().stream().filter(it -> it.target().equals(target)).count();
  }

  boolean isDone(String action) {
    return effective().stream().anyMatch(it -> it.action().filter(action::equals).isPresent());
  }

  boolean isSealed(String action) {
    return all().stream()
        .anyMatch(it -> it.isDone() && it.sealed().filter(action::equals).isPresent());
  }

  /** Changes that came when the intervention was sealed already, and were refused for it. */
  long late() {
    List<Seen> seen = all();
    long late = 0;
    for (int i = 0; i < seen.size(); i++) {
      Seen it = seen.get(i);
      boolean isLate =
          it.status() == CONFLICT
              && it.action().isPresent()
              && seen.subList(0, i).stream()
                  .anyMatch(before -> before.isDone() && before.sealed().equals(it.action()));
      late += isLate ? 1 : 0;
    }
    return late;
  }

  long conflicts() {
    return all().stream().filter(it -> it.status() == CONFLICT).count();
  }
}
