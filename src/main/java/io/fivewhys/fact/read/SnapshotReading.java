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

/** Reads the outermost object: the gateway, the window, and the facts one by one. */
final class SnapshotReading {
  private static final List<String> NAMES =
      List.of("gateway", "namespace", "observedAt", "window", "facts");

  private final Reading in;
  private final Clock clock;
  private final Set<String> seen = new HashSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private Optional<String> gateway = Optional.empty();
  private Optional<String> namespace = Optional.empty();
  private Optional<Instant> observedAt = Optional.empty();
  private Optional<Duration> window = Optional.empty();

  SnapshotReading(Reading in, Clock clock) {
    this.in = in;
    this.clock = clock;
  }

  /**
   * @throws SnapshotRefused when anything was refused
   * @throws Broken when it cannot be read to its end
   */
  Snapshot read() throws IOException {
    if (in.tokens().next() == Token.START_OBJECT) {
      readFields();
    } else {
      in.refuse("a snapshot, an object with gateway and facts");
    }
    refuseTrailing();
    if (!in.problems().isEmpty()) {
      throw in.problems().refusal(Code.MALFORMED);
    }
    return new Snapshot(
        gateway.orElseThrow(),
        namespace.orElse(Snapshot.DEFAULT_NAMESPACE),
        observedAt.orElseGet(clock::instant),
        window.orElse(Snapshot.DEFAULT_WINDOW),
        facts);
  }

  private void refuseTrailing() throws IOException {
    if (in.tokens().current() != Token.END && in.tokens().next() != Token.END) {
      throw new Broken(Code.MALFORMED, "more after the snapshot's end", "one snapshot");
    }
  }

  private void readFields() throws IOException {
    while (in.tokens().next() == Token.KEY) {
      String name = in.tokens().text();
      in.problems().enter(name);
      in.tokens().next();
      if (!NAMES.contains(name)) {
        refuseUnknown(name);
      } else if (seen.add(name)) {
        readField(name);
      } else {
        in.refuseDuplicate();
      }
      in.problems().leave();
    }
    for (String needed : List.of("gateway", "facts")) {
      if (!seen.contains(needed)) {
        in.problems().add("no " + needed, needed + ", which a snapshot needs");
      }
    }
  }

  private void refuseUnknown(String name) throws IOException {
    Optional<String> meant = Nearest.to(name, NAMES);
    String allowed = "a field of a snapshot: " + String.join(", ", NAMES);
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
