package io.fivewhys.logs;

import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.logs.Timeline.Slot;
import io.fivewhys.logs.access.AccessLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the requests of a gateway's access log as they come in, and remembers how each route is
 * usually served. The lines may come from anywhere, each of them once; what is kept is bounded. Not
 * safe for use by several threads at once.
 */
public final class RouteHistory {
  private static final int MOST_REQUESTS = 2_000_000;
  private static final int MOST_SLOTS = 200_000;
  private static final int MOST_ROUTES = 2_000;

  private final Duration kept;
  private final Coverage coverage = new Coverage();
  private final TreeMap<Long, Map<RouteKey, Slot>> slots = new TreeMap<>();
  private final Map<RouteKey, RouteKey> keys = new HashMap<>();
  private final Map<RouteKey, Ongoing> ongoing = new HashMap<>();
  private List<Request> requests = new ArrayList<>();
  private int slotCount;
  private Optional<Instant> newest = Optional.empty();

  /**
   * One request as exactly as the window needs it.
   *
   * @param millis how long it took; not a number where the line does not tell
   */
  private record Request(
      long atMillis, RouteKey key, short status, double millis, Set<String> flags) {
    OptionalDouble took() {
      return Double.isNaN(millis) ? OptionalDouble.empty() : OptionalDouble.of(millis);
    }
  }

  /** Errors that go on, and what was usual before them; they may outlast all that is remembered. */
  private record Ongoing(Instant since, Optional<Usual> before) {}

  /**
   * @param kept how long back it remembers, more than the windows that are asked for
   */
  public RouteHistory(Duration kept) {
    this.kept = kept;
  }

  /** All requests from then on will be added; only the first call counts. */
  public void begin(Instant at) {
    coverage.begin(at);
  }

  /** Some requests of this time were not added. */
  public void lost(Instant from, Instant to) {
    coverage.lost(from, to);
  }

  /**
   * Whether all requests of this time were added, as far as is known: nobody can tell a log that is
   * not written any more from a gateway that has nothing to do.
   */
  public boolean covers(Instant from, Instant to) {
    return coverage.covers(from, to);
  }

  /** Since when requests are added; empty before {@link #begin}. */
  public Optional<Instant> since() {
    return coverage.since();
  }

  /** Time of the latest request. */
  public Optional<Instant> newest() {
    return newest;
  }

  /**
   * @param at when it was: the line's own time, or when it was read
   * @param upstream the workload that it was meant for, where the caller knows
   */
  public void add(AccessLine line, Instant at, Optional<String> upstream) {
    if (line.method().isEmpty()) {
      return; // no request that anybody could have served
    }
    String route = line.method() + " " + Routes.fold(line.path());
    String cluster = upstream.isPresent() ? "" : line.cluster().orElse("");
    RouteKey key = known(new RouteKey(route, upstream.orElse(""), "", cluster));
    long millis = at.toEpochMilli();
    Map<RouteKey, Slot> slot =
        slots.computeIfAbsent(Timeline.numberOf(millis), n -> new HashMap<>());
    if (!slot.containsKey(key)) {
      slot.put(key, new Slot());
      slotCount++;
    }
    slot.get(key).add(millis, line.isServerError(), line.millis());
    double took = line.millis().orElse(Double.NaN);
    requests.add(new Request(millis, key, (short) line.status(), took, line.flags()));
    newest = newest.filter(it -> !it.isBefore(at)).or(() -> Optional.of(at));
    if (requests.size() >= 2 * MOST_REQUESTS || slotCount >= 2 * MOST_SLOTS) {
      shrink();
    }
  }

  private RouteKey known(RouteKey key) {
    RouteKey known = keys.get(key);
    if (known != null) {
      return known;
    }
    if (keys.size() < MOST_ROUTES) {
      keys.put(key, key);
      return key;
    }
    RouteKey other = new RouteKey(BusiestRoutes.OTHER, key.upstream(), "", key.cluster());
    boolean room = keys.size() < 2 * MOST_ROUTES || keys.containsKey(other);
    return keys.computeIfAbsent(
        room ? other : new RouteKey(BusiestRoutes.OTHER, "", "", ""), it -> it);
  }

  /** More than can be kept: the oldest is as good as never seen. */
  private void shrink() {
    while (slotCount > MOST_SLOTS) {
      Map.Entry<Long, Map<RouteKey, Slot>> oldest = slots.pollFirstEntry();
      slotCount -= oldest.getValue().size();
      coverage.forget(startOf(oldest.getKey() + 1));
    }
    if (requests.size() > MOST_REQUESTS) {
      int surplus = requests.size() - MOST_REQUESTS;
      coverage.forget(Instant.ofEpochMilli(requests.get(surplus).atMillis()));
      requests = new ArrayList<>(requests.subList(surplus, requests.size()));
    }
  }

  /**
   * The traffic of each route in this time, the end not included, with what is usual of it. A route
   * that usually has requests and had none is told as such, but only where the time is covered and
   * other routes show that the log is written. Later calls may not ask for an earlier beginning.
   */
  public List<RouteTraffic> between(Instant from, Instant to) {
    forget(from, to);
    Map<RouteKey, RouteCounts> counts = count(from.toEpochMilli(), to.toEpochMilli());
    Map<RouteKey, Timeline> timelines = new TreeMap<>(RouteKey.ORDER);
    Map<RouteKey, RouteCounts> placed = place(counts, timelines);
    boolean covered = covers(from, to);
    if (covered && !counts.isEmpty()) {
      timelines.keySet().forEach(key -> placed.computeIfAbsent(key, k -> new RouteCounts()));
    }
    List<RouteTraffic> traffic = new ArrayList<>();
    BusiestRoutes.of(placed)
        .forEach(
            (key, counted) -> {
              Timeline timeline = timelines.getOrDefault(key, new Timeline());
              Optional<Instant> since = since(key, counted, timeline, to);
              Optional<Usual> usual = usual(key, since, timeline, from, to);
              if (counted.total() > 0 || usual.filter(it -> it.requests() >= 1).isPresent()) {
                traffic.add(fact(key, counted, since, usual, covered));
              }
            });
    ongoing.keySet().retainAll(timelines.keySet());
    return traffic;
  }

  private void forget(Instant from, Instant to) {
    Instant oldest = to.minus(kept).isBefore(from) ? to.minus(kept) : from;
    coverage.forget(oldest);
    Map<Long, Map<RouteKey, Slot>> old = slots.headMap(Timeline.numberOf(oldest.toEpochMilli()));
    old.values().forEach(slot -> slotCount -= slot.size());
    old.clear();
    shrink();
    Set<RouteKey> used = new HashSet<>();
    slots.values().forEach(slot -> used.addAll(slot.keySet()));
    keys.keySet().retainAll(used);
    requests.removeIf(request -> request.atMillis() < from.toEpochMilli());
  }

  private Map<RouteKey, RouteCounts> count(long from, long to) {
    Map<RouteKey, RouteCounts> counts = new HashMap<>();
    for (Request request : requests) {
      if (request.atMillis() >= from && request.atMillis() < to) {
        counts
            .computeIfAbsent(request.key(), k -> new RouteCounts())
            .count(request.status(), request.flags(), request.took());
      }
    }
    return counts;
  }

  /**
   * @param timelines gets what is remembered of each route, at the place that it has now
   */
  private Map<RouteKey, RouteCounts> place(
      Map<RouteKey, RouteCounts> counts, Map<RouteKey, Timeline> timelines) {
    Map<RouteKey, Boolean> failed = new HashMap<>();
    slots
        .values()
        .forEach(
            slot ->
                slot.forEach((key, it) -> failed.merge(key, it.errors() > 0, Boolean::logicalOr)));
    counts.forEach((key, it) -> failed.merge(key, it.serverErrors() > 0, Boolean::logicalOr));
    Siblings siblings = new Siblings(failed.keySet());
    Map<RouteKey, RouteKey> places = new HashMap<>();
    failed.forEach((key, it) -> places.put(key, siblings.placeOf(key, it)));
    slots.forEach(
        (number, slot) ->
            slot.forEach(
                (key, it) ->
                    timelines
                        .computeIfAbsent(places.get(key), k -> new Timeline())
                        .add(number, it)));
    Map<RouteKey, RouteCounts> placed = new TreeMap<>(RouteKey.ORDER);
    counts.forEach((key, it) -> placed.merge(places.get(key), it, RouteCounts::and));
    return placed;
  }

  private Optional<Instant> since(
      RouteKey key, RouteCounts counted, Timeline timeline, Instant to) {
    if (counted.serverErrors() == 0) {
      if (counted.total() > 0) {
        ongoing.remove(key);
      }
      return Optional.empty();
    }
    return Onset.of(timeline, Timeline.numberOf(to.toEpochMilli() - 1) + 1)
        .or(() -> Optional.ofNullable(ongoing.get(key)).map(Ongoing::since));
  }

  /** Told from the time before the errors began, so that an outage does not become usual. */
  private Optional<Usual> usual(
      RouteKey key, Optional<Instant> since, Timeline timeline, Instant from, Instant to) {
    double window = (double) Duration.between(from, to).toMillis() / Timeline.SLOT_MILLIS;
    long length = Math.max(1, Math.round(window));
    List<Slot> stretches = new ArrayList<>();
    long end = Timeline.numberOf(from.toEpochMilli());
    while (!slots.isEmpty() && end - length >= slots.firstKey()) {
      Instant endsAt = startOf(end);
      if (covers(startOf(end - length), endsAt) && since.filter(endsAt::isAfter).isEmpty()) {
        stretches.add(timeline.sum(end - length, end));
      }
      end -= length;
    }
    Optional<Usual> usual = Usual.of(stretches, window / length);
    Optional<Ongoing> before = Optional.ofNullable(ongoing.get(key));
    if (since.isPresent()) {
      usual = usual.or(() -> before.flatMap(Ongoing::before));
      ongoing.put(key, new Ongoing(since.get(), usual));
    }
    return usual;
  }

  private static Instant startOf(long slot) {
    return Instant.ofEpochMilli(slot * Timeline.SLOT_MILLIS);
  }

  private static RouteTraffic fact(
      RouteKey key,
      RouteCounts counted,
      Optional<Instant> since,
      Optional<Usual> usual,
      boolean covered) {
    return new RouteTraffic(
        key.route(),
        Optional.of(key.upstream()).filter(name -> !name.isEmpty()),
        counted.responses(),
        counted.flags(),
        counted.percentile(0.5),
        counted.percentile(0.99),
        usual.map(Usual::errorRatio).orElse(OptionalDouble.empty()),
        usual.map(Usual::p99Millis).orElse(OptionalDouble.empty()),
        covered && usual.isPresent()
            ? OptionalLong.of(Math.round(usual.get().requests()))
            : OptionalLong.empty(), // a part of the window compares with nothing
        since,
        Optional.empty(),
        counted.percentile(0.95),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
