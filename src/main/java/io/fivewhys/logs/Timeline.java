package io.fivewhys.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How one route was served, in slots of ten seconds; a slot without a request is left out. */
final class Timeline {
  static final long SLOT_MILLIS = 10_000;

  private final NavigableMap<Long, Slot> slots = new TreeMap<>();

  /** One route's requests of ten seconds, or of several times that. */
  static final class Slot {
    private final Latencies latencies = new Latencies();
    private long requests;
    private long errors;
    private long firstErrorMillis = Long.MAX_VALUE;

    void add(long atMillis, boolean error, OptionalDouble took) {
      requests++;
      if (error) {
        errors++;
        firstErrorMillis = Math.min(firstErrorMillis, atMillis);
      }
      took.ifPresent(latencies::add);
    }

    void add(Slot other) {
      requests += other.requests;
      errors += other.errors;
      firstErrorMillis = Math.min(firstErrorMillis, other.firstErrorMillis);
      latencies.add(other.latencies);
    }

    long requests() {
      return requests;
    }

    /** Answers with a status from 500 to 599. */
    long errors() {
      return errors;
    }

    /** Share of errors, 0.0 to 1.0; 0 without a request. */
    double errorRatio() {
      return requests == 0 ? 0 : (double) errors / requests;
    }

    /** Milliseconds since 1970; meaningless without an error. */
    long firstErrorMillis() {
      return firstErrorMillis;
    }

    Latencies latencies() {
      return latencies;
    }
  }

  /** A slot and when it was: its start divided by its length. */
  record Numbered(long number, Slot slot) {}

  static long numberOf(long millis) {
    return Math.floorDiv(millis, SLOT_MILLIS);
  }

  void add(long number, Slot slot) {
    slots.computeIfAbsent(number, n -> new Slot()).add(slot);
  }

  /** Those with a request up to this one, which is not among them, in the order of time. */
  List<Numbered> before(long number) {
    List<Numbered> before = new ArrayList<>();
    slots.headMap(number).forEach((n, slot) -> before.add(new Numbered(n, slot)));
    return before;
  }

  /** All of them together. */
  Slot sum(long from, long to) {
    Slot sum = new Slot();
    slots.subMap(from, to).values().forEach(sum::add);
    return sum;
  }
}
