package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Promql.Tagged;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Circuit breakers of Resilience4j, each on each instance, as Micrometer tells of them. A breaker's
 * name stands for the upstream unless {@code upstreams} names another.
 *
 * @see <a href="https://resilience4j.readme.io/docs/micrometer">its metrics</a>
 */
final class Resilience4jBreakers {
  private static final List<String> LABELS = List.of("name", "instance", "pod");
  private static final int MOST = 500;

  private final Scope scope;
  private final Asking states;
  private final Asking figures;

  private record Breaker(String name, String instance) implements Comparable<Breaker> {
    static Breaker of(Series series) {
      String pod = series.label("pod");
      return new Breaker(series.label("name"), pod.isEmpty() ? series.label("instance") : pod);
    }

    @Override
    public int compareTo(Breaker other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : instance.compareTo(other.instance);
    }
  }

  /**
   * @param gatewayMetrics an instance that has one of these is the gateway's; those of services may
   *     have breakers too, which refuse other calls
   */
  Resilience4jBreakers(Scope scope, List<String> gatewayMetrics) {
    this.scope = scope;
    List<String> ofGateway = gatewayMetrics.stream().map(it -> scope.promql().series(it)).toList();
    String here = " and on (job, instance) (%s)".formatted(String.join(" or ", ofGateway));
    this.states =
        Asking.now(
            "circuit breakers",
            Promql.aggregate(
                "max",
                List.of("name", "instance", "pod", "state"),
                "resilience4j_circuitbreaker_state == 1" + here));
    String refused =
        Promql.growth(
            "resilience4j_circuitbreaker_not_permitted_calls_total",
            scope.look().window(),
            Duration.ZERO);
    this.figures =
        Asking.now(
            "circuit breakers",
            Promql.tagged(
                "of",
                List.of(
                    new Tagged("rejected", Promql.sum(LABELS, refused + here)),
                    new Tagged(
                        "failures",
                        Promql.aggregate(
                            "max",
                            LABELS,
                            "resilience4j_circuitbreaker_failure_rate >= 0" + here)))));
  }

  List<Asking> asks() {
    return List.of(states, figures);
  }

  void tell(Answers answers, Findings findings) {
    Map<Breaker, FactDraft<CircuitBreaker>> drafts = new TreeMap<>();
    for (Series series : answers.of(states)) {
      Breaker breaker = Breaker.of(series);
      Optional<String> upstream = scope.upstreams().of(breaker.name(), breaker.name());
      drafts.put(
          breaker,
          FactDraft.of(CircuitBreaker.class)
              .set("name", breaker.name())
              .set("upstream", upstream)
              .set("instance", Names.given(breaker.instance()))
              .set("state", state(series.label("state"))));
    }
    for (Series series : answers.of(figures)) {
      FactDraft<CircuitBreaker> draft = drafts.get(Breaker.of(series));
      if (draft == null) {
        continue;
      }
      switch (series.label("of")) {
        case "rejected" -> draft.set("rejected", Math.round(series.value()));
        // In percent; -1 while it has seen too few calls.
        case "failures" -> draft.set("failureRatio", Math.min(1, series.value() / 100));
        default -> {}
      }
    }
    drafts.values().stream().limit(MOST).forEach(draft -> findings.add("circuit breakers", draft));
    if (drafts.size() > MOST) {
      findings.blind("circuit breakers", "only %d of %d are told".formatted(MOST, drafts.size()));
    }
  }

  private static State state(String written) {
    return switch (written) {
      case "closed" -> State.CLOSED;
      case "open" -> State.OPEN;
      case "half_open" -> State.HALF_OPEN;
      case "forced_open" -> State.FORCED_OPEN;
      case "disabled" -> State.DISABLED;
      // metrics_only counts and refuses nothing.
      case "metrics_only" -> State.DISABLED;
      default -> State.UNKNOWN;
    };
  }
}
