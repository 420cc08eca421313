package io.fivewhys.fact.read;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the outermost object: the gateway, the window, and the facts one by one. */
final class SnapshotReading {
  private static final Document SNAPSHOT =
      new Document(
          "snapshot",
          List.of("gateway", "namespace", "observedAt", "window", "facts"),
          List.of("gateway", "facts"));
  private static final Document FACTS = new Document("push", List.of("facts"), List.of("facts"));

  /**
   * What the outermost object is.
   *
   * @param what it is called
   * @param names of its fields
   * @param needed those of them that must be there
   */
  private record Document(String what, List<String> names, List<String> needed) {}

  private final Reading in;
  private final Document document;
  private final Supplier<Instant> received;
  private final Set<String> seen = new HashSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private Optional<String> gateway = Optional.empty();
  private Optional<String> namespace = Optional.empty();
  private Optional<Instant> observedAt = Optional.empty();
  private Optional<Duration> window = Optional.empty();

  private SnapshotReading(Reading in, Document document, Supplier<Instant> received) {
    this.in = in;
    this.document = document;
    this.received = received;
  }

  static SnapshotReading whole(Reading in, Clock clock) {
    return new SnapshotReading(in, SNAPSHOT, clock::instant);
  }

  /** Everything but the facts is as it is there. */
  static SnapshotReading factsAlone(Reading in, Snapshot around) {
    var reading = new SnapshotReading(in, FACTS, around::observedAt);
    reading.gateway = Optional.of(around.gateway());
    reading.namespace = Optional.of(around.namespace());
    reading.window = Optional.of(around.window());
    return reading;
  }

  /**
   * @throws SnapshotRefused when anything was refused
   * @throws Broken when it cannot be read to its end
   */
  Snapshot read() throws IOException {
    if (in.tokens().next() == Token.START_OBJECT) {
      readFields();
    } else {
      in.refuse(
          "a " + document.what() + ", an object with " + String.join(" and ", document.needed()));
    }
    refuseTrailing();
    if (!in.problems().isEmpty()) {
      throw in.problems().refusal(Code.MALFORMED);
    }
    return new Snapshot(
        gateway.orElseThrow(),
        namespace.orElse(Snapshot.DEFAULT_NAMESPACE),
        observedAt.orElseGet(received),
        window.orElse(Snapshot.DEFAULT_WINDOW),
        facts);
  }

  private void refuseTrailing() throws IOException {
    if (in.tokens().current() != Token.END && in.tokens().next() != Token.END) {
      throw new Broken(
          Code.MALFORMED, "more after the " + document.what() + "'s end", "one " + document.what());
    }
  }

  private void readFields() throws IOException {
    while (in.tokens().next() == Token.KEY) {
      String name = in.tokens().text();
      in.problems().enter(name);
      in.tokens().next();
      if (!document.names().contains(name)) {
        refuseUnknown(name);
      } else if (seen.add(name)) {
        readField(name);
      } else {
        in.refuseDuplicate();
      }
      in.problems().leave();
    }
    for (String needed : document.needed()) {
      if (!seen.contains(needed)) {
        in.problems().add("no " + needed, needed + ", which a " + document.what() + " needs");
      }
    }
  }

  private void refuseUnknown(String name) throws IOException {
    Optional<String> meant = Nearest.to(name, document.names());
    String allowed =
        "a field of a %s: %s".formatted(document.what(), String.join(", ", document.names()));
    in.problems().add("an unknown field", allowed, meant);
    in.skip();
    meant.ifPresent(seen::add);
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "gateway" -> gateway = Optional.ofNullable(Scalars.TEXT.read(in));
      case "namespace" -> namespace = Optional.ofNullable(Scalars.ANY_TEXT.read(in));
      case "observedAt" -> observedAt = Optional.ofNullable(Scalars.INSTANT.read(in));
      case "window" -> window = Optional.ofNullable(Scalars.DURATION.read(in));
      case "facts" -> readFacts();
      default -> throw new IllegalStateException("no reader for " + name);
    }
  }

  private void readFacts() throws IOException {
    if (in.tokens().current() != Token.START_ARRAY) {
      in.refuse("a list of facts");
      return;
    }
    for (int i = 0; in.tokens().next() != Token.END_ARRAY; i++) {
      if (i == in.limits().maxFacts()) {
        throw Broken.tooLarge(
            "more than " + in.limits().maxFacts() + " facts",
            "at most " + in.limits().maxFacts() + " facts");
      }
      in.problems().enter(i);
      FactReading.read(in).ifPresent(facts::add);
      in.problems().leave();
    }
  }
}
