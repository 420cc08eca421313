package io.fivewhys.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A whole incident with its label, from {@code src/test/resources/cases/<category>/<id>.yaml}.
 *
 * @param id folder and file name
 * @param json what is posted
 */
record IncidentCase(String id, JsonNode expect, ObjectNode json) {
  private static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SnapshotReader READER =
      new SnapshotReader(Clock.fixed(Instant.parse("2026-11-22T10:15:00Z"), ZoneOffset.UTC));
  private static final ConcurrentHashMap<String, Diagnosis> ANSWERS = new ConcurrentHashMap<>();

  private static final class Holder {
    static final List<IncidentCase> ALL = load();
  }

  /** All cases, in order of their ids; never an empty list. */
  static List<IncidentCase> all() {
    return Holder.ALL;
  }

  private static List<IncidentCase> load() {
    List<IncidentCase> cases = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      for (Path path : paths.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        JsonNode root = YAML.readTree(Files.readString(path));
        String id = FOLDER.relativize(path).toString().replace('\\', '/').replace(".yaml", "");
        cases.add(new IncidentCase(id, root.get("expect"), (ObjectNode) root.get("snapshot")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (cases.isEmpty()) {
      throw new IllegalStateException("there is no case in " + FOLDER.toAbsolutePath());
    }
    return List.copyOf(cases);
  }

  static Snapshot read(JsonNode snapshot) {
    try {
      return READER.read(
          new ByteArrayInputStream(JSON.writeValueAsBytes(snapshot)), SnapshotReader.Format.JSON);
    } catch (SnapshotRefused refused) {
      throw new IllegalStateException("refused: " + refused.problems(), refused);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Snapshot snapshot() {
    return read(json);
  }

  /** The answer to the case as it stands, worked out once. */
  Diagnosis answer() {
    return ANSWERS.computeIfAbsent(id, key -> diagnose(snapshot()));
  }

  static Diagnosis diagnose(Snapshot snapshot) {
    return SharedRulebook.DIAGNOSER.diagnose(SharedRulebook.rulebook(), snapshot);
  }

  String verdict() {
    return expect.get("verdict").asText();
  }

  boolean isDiagnosed() {
    return verdict().equals("diagnosed");
  }

  /** Categories that are right at rank 1. */
  Set<String> categories() {
    Set<String> right = texts("also");
    right.add(expect.get("primary").asText());
    return right;
  }

  Set<String> harmful() {
    return texts("notMitigation");
  }

  private Set<String> texts(String key) {
    Set<String> texts = new TreeSet<>();
    expect.path(key).forEach(it -> texts.add(it.asText()));
    return texts;
  }

  /** The verdict is as expected and so is the category at rank 1, if there is to be one. */
  boolean isRight() {
    return answer().verdict().toString().equals(verdict())
        && (!isDiagnosed()
            || categories().contains(answer().causes().getFirst().category().toString()));
  }

  /** What was expected, what was found, and what led there. */
  String told() {
    return id + told(answer()) + (isDiagnosed() ? "; expected one of " + categories() : "");
  }

  static String told(Diagnosis answer) {
    StringBuilder text = new StringBuilder(": found ").append(answer.verdict());
    for (Diagnosis.Cause cause : answer.causes().stream().limit(2).toList()) {
      text.append("\n    ").append(cause.category()).append(' ').append(cause.mechanism());
      text.append(" of ").append(cause.subject().name());
      text.append(String.format(" (%.1f decibans)", cause.score()));
      cause.evidence().stream()
          .limit(4)
          .forEach(
              it ->
                  text.append(String.format("%n      %+.1f ", it.weight()))
                      .append(it.rule())
                      .append(": ")
                      .append(it.statement()));
    }
    return text.toString();
  }
}
