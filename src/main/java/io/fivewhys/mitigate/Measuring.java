package io.fivewhys.mitigate;

import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Subject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Reads off a snapshot how things stand. */
public final class Measuring {
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
    List<Workload> workload =
        facts(snapshot, Workload.class)
            .filter(it -> it.name().equals(target.name()))
            .filter(
                it ->
                    it.namespace()
                        .orElse(snapshot.namespace())
                        .equals(target.namespace().orElse(snapshot.namespace())))
            .limit(1)
            .toList();
    return new Measure(
        snapshot.observedAt(),
        traffic.isEmpty() ? OptionalLong.empty() : OptionalLong.of(responses),
        responses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors / responses),
        number(workload.stream().map(Workload::ready)),
        number(workload.stream().map(Workload::desired)),
        alerts(snapshot));
  }

  /** Where nobody says anything of alerts, none is no sign of health. */
  private static OptionalInt alerts(Snapshot snapshot) {
    List<Alert> all = facts(snapshot, Alert.class).toList();
    return all.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) all.stream().filter(Alert::isFiring).count());
  }

  private static OptionalInt number(Stream<OptionalLong> numbers) {
    return numbers
        .filter(OptionalLong::isPresent)
        .mapToInt(it -> (int) Math.min(Integer.MAX_VALUE, it.getAsLong()))
        .findFirst();
  }

  private static <T extends Fact> Stream<T> facts(Snapshot snapshot, Class<T> kind) {
    return snapshot.facts().stream().filter(kind::isInstance).map(kind::cast);
  }
}
