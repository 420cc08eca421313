package io.fivewhys.mitigate;

import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Reads off a snapshot how things stand. */
public final class Measuring {
  private static final int MOST_ROUTES = 100;

  private Measuring() {}

  /**
   * @param routes that are affected
   * @param target whose workload counts, where the snapshot has it
   */
  public static Measure of(Snapshot snapshot, Set<String> routes, Subject target) {
    List<RouteTraffic> traffic =
        facts(snapshot, RouteTraffic.class)
            .filter(it -> !it.isSlice() && !it.countsErrorsOnly() && routes.contains(it.route()))
            .toList();
    long responses = traffic.stream().mapToLong(RouteTraffic::total).sum();
    long errors = traffic.stream().mapToLong(RouteTraffic::serverErrors).sum();
    Optional<Workload> workload = workload(snapshot, target);
    return new Measure(
        snapshot.observedAt(),
        snapshot.window(),
        traffic.stream()
            .filter(it -> it.total() > 0)
            .map(RouteTraffic::route)
            .distinct()
            .sorted()
            .limit(MOST_ROUTES)
            .toList(),
        traffic.isEmpty() ? OptionalLong.empty() : OptionalLong.of(responses),
        responses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors / responses),
        number(workload.map(Workload::ready)),
        number(workload.map(Workload::desired)),
        alerts(snapshot));
  }

  /** Where nobody says anything of alerts, none is no sign of health. */
  private static OptionalInt alerts(Snapshot snapshot) {
    List<Alert> all = facts(snapshot, Alert.class).toList();
    return all.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) all.stream().filter(Alert::isFiring).count());
  }

  /** That of the name, or the one that a pod of the name belongs to, also when it is gone. */
  private static Optional<Workload> workload(Snapshot snapshot, Subject target) {
    String namespace = target.namespace().orElse(snapshot.namespace());
    boolean isPod = target.kind().equals("Pod");
    return facts(snapshot, Workload.class)
        .filter(it -> it.namespace().orElse(snapshot.namespace()).equals(namespace))
        .filter(
            it ->
                isPod ? target.name().startsWith(it.name() + "-") : it.name().equals(target.name()))
        .max(Comparator.comparingInt(it -> it.name().length()));
  }

  private static OptionalInt number(Optional<OptionalLong> number) {
    OptionalLong found = number.orElse(OptionalLong.empty());
    return found.isPresent()
        ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, found.getAsLong()))
        : OptionalInt.empty();
  }

  private static <T extends Fact> Stream<T> facts(Snapshot snapshot, Class<T> kind) {
    return snapshot.facts().stream().filter(kind::isInstance).map(kind::cast);
  }
}
