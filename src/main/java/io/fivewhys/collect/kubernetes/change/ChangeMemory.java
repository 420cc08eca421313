package io.fivewhys.collect.kubernetes.change;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is remembered of a gateway's objects, also when this process has ended: one file, written
 * whole.
 */
final class ChangeMemory {
  /** What was written as an earlier one may hold values that are not shown any more. */
  private static final int VERSION = 2;

  private static final int MOST_BYTES = 64 << 20;

  /** However little happens, it is noted that somebody looked. */
  private static final Duration LONGEST_UNWRITTEN = Duration.ofMinutes(2);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Map<String, Known> objects = new TreeMap<>();
  private final Set<String> begun = new TreeSet<>();
  private final Map<String, Instant> wrongSince = new TreeMap<>();
  private final String keyName;
  private final String secretsKeyName;
  private boolean secretsComparable = true;
  private Optional<Instant> lastLook = Optional.empty();
  private Optional<Instant> written = Optional.empty();
  private boolean changed;

  /**
   * @param keyName of the key under which values are hashed
   * @param secretsKeyName the same for the values of Secrets
   */
  ChangeMemory(String keyName, String secretsKeyName) {
    this.keyName = keyName;
    this.secretsKeyName = secretsKeyName;
  }

  /** How it is written down. */
  private record Written(
      int version,
      String key,
      String secretsKey,
      Instant lastLook,
      List<String> begun,
      Map<String, Instant> wrongSince,
      List<Known> objects) {}

  /**
   * Takes up what was written; nothing when nobody wrote, or under a key that is gone.
   *
   * @throws IOException when it cannot be read; then nothing is remembered
   */
  void read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      return;
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException(file + " is larger than " + MOST_BYTES + " bytes");
    }
    Written was = JSON.readValue(bytes, Written.class);
    if (was == null || was.version != VERSION || !keyName.equals(was.key)) {
      return;
    }
    for (Known each : was.objects) {
      objects.put(each.id(), each);
    }
    begun.addAll(was.begun);
    wrongSince.putAll(was.wrongSince);
    lastLook = Optional.of(was.lastLook);
    secretsComparable = secretsKeyName.equals(was.secretsKey);
  }

  /** Writes it down when there is something new, or nobody did for a while. */
  void write(Path file) throws IOException {
    Instant now = lastLook.orElseThrow();
    boolean due = written.filter(it -> it.plus(LONGEST_UNWRITTEN).isAfter(now)).isEmpty();
    if (!changed && !due) {
      return;
    }
    byte[] bytes =
        JSON.writeValueAsBytes(
            new Written(
                VERSION,
                keyName,
                secretsKeyName,
                now,
                List.copyOf(begun),
                wrongSince,
                List.copyOf(objects.values())));
    PrivateFile.replace(file, bytes);
    written = Optional.of(now);
    changed = false;
  }

  Optional<Instant> lastLook() {
    return lastLook;
  }

  /** Whether objects of this kind were seen in this namespace before. */
  boolean hasBegun(ObservedKind kind, String namespace) {
    return begun.contains(kind + "/" + namespace);
  }

  /** Whether hashes of this kind can be compared with those that are remembered. */
  boolean isComparable(ObservedKind kind) {
    return kind != ObservedKind.SECRET || secretsComparable;
  }

  Optional<Known> find(String id) {
    return Optional.ofNullable(objects.get(id));
  }

  int size() {
    return objects.size();
  }

  List<Known> all() {
    return new ArrayList<>(objects.values());
  }

  void put(Known known) {
    Known before = objects.put(known.id(), known);
    changed |= known != before && !known.equals(before);
  }

  /** Leaves out what stands within files until no more values than these are kept. */
  void shrink(int mostValues) {
    long values = objects.values().stream().mapToLong(it -> it.content().values().size()).sum();
    for (Known each : all()) {
      if (values <= mostValues) {
        return;
      }
      Known less = each.withContent(each.content().withoutInsides());
      values -= each.content().values().size() - less.content().values().size();
      objects.put(each.id(), less);
    }
  }

  /** Since when something has been wrong with an object; since then when that is new. */
  Instant wrongSince(String what, Instant then) {
    return wrongSince.computeIfAbsent(what, _ -> then);
  }

  /** Forgets what changed before, and what lies where nobody looks any more. */
  void forget(Instant before, List<String> namespaces) {
    var kept = new LinkedHashMap<String, Known>();
    for (Known each : objects.values()) {
      Known rest = each.forgetting(before);
      boolean forgotten = each.goneAt().filter(it -> it.isBefore(before)).isPresent();
      boolean elsewhere = !namespaces.contains(each.namespace());
      if (!forgotten && !elsewhere) {
        kept.put(each.id(), rest);
      }
    }
    changed |= kept.size() != objects.size();
    objects.clear();
    objects.putAll(kept);
  }

  /** Forgets all objects of a kind, which is not to be watched any more. */
  void forget(ObservedKind kind) {
    changed |= begun.removeIf(it -> it.startsWith(kind + "/"));
    changed |= objects.values().removeIf(it -> it.kind() == kind);
  }

  /**
   * The look is over.
   *
   * @param seen kinds that could be seen
   * @param wrong what is wrong now
   */
  void ended(Instant now, Set<ObservedKind> seen, List<String> namespaces, Set<String> wrong) {
    for (ObservedKind kind : seen) {
      namespaces.forEach(it -> changed |= begun.add(kind + "/" + it));
    }
    if (seen.contains(ObservedKind.SECRET)) {
      secretsComparable = true;
    }
    boolean seesAllItDid =
        Stream.of(ObservedKind.values())
            .filter(it -> !seen.contains(it))
            .noneMatch(it -> namespaces.stream().anyMatch(place -> hasBegun(it, place)));
    if (seesAllItDid) { // else what is wrong may merely not be seen
      changed |= wrongSince.keySet().retainAll(wrong);
    }
    begun.removeIf(it -> !namespaces.contains(it.substring(it.indexOf('/') + 1)));
    lastLook = Optional.of(now);
  }
}
