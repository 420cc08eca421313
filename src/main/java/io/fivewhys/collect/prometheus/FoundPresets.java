package io.fivewhys.collect.prometheus;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Round;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.traffic.Promql;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose metrics there are. A gateway that was found once stays: when its metrics vanish it is a
 * blind spot, not a gateway that is gone. Safe for use by threads.
 */
final class FoundPresets {
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final String WHAT = "gateway metrics";

  private final Asking asking;
  private final Promql promql;
  private final Set<Preset> found = EnumSet.noneOf(Preset.class);
  private Instant askedAt = Instant.MIN;

  FoundPresets(Promql promql) {
    this.promql = promql;
    String names = "__name__=~\"" + String.join("|", Preset.telling()) + "\"";
    String series = promql.series("", names);
    this.asking = Asking.now(WHAT, Promql.aggregate("group", List.of("__name__"), series));
  }

  /**
   * The presets for this look.
   *
   * @throws SourceFailed when nothing is known from before, and now nobody answers
   */
  synchronized Set<Preset> at(Look look, Round round, Findings findings)
      throws SourceFailed, InterruptedException {
    boolean isOld = askedAt.equals(Instant.MIN) || askedAt.plus(GOOD_FOR).isBefore(look.at());
    if (found.isEmpty() || isOld) {
      ask(look, round);
    }
    if (found.isEmpty() && round.answers().isTold(asking)) {
      findings.blind(
          WHAT,
          "none of the metrics of known gateways%s: %s; list presets, or check selector"
              .formatted(
                  promql.selector().map(it -> " with " + it).orElse(""),
                  String.join(", ", Preset.telling())));
    }
    if (!found.isEmpty()) {
      findings.note(
          "presets found: "
              + found.stream()
                  .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .collect(Collectors.joining(", ")));
    }
    return Set.copyOf(found);
  }

  private void ask(Look look, Round round) throws SourceFailed, InterruptedException {
    round.ask(List.of(asking));
    if (round.answers().isTold(asking)) {
      found.addAll(Preset.of(names(round.answers().of(asking))));
      askedAt = look.at();
      return;
    }
    SourceFailed failure = round.answers().firstFailure().orElseThrow();
    // Whoever cannot be reached at all would only be waited for again.
    if (Round.isNobody(failure)) {
      throw failure;
    }
  }

  private static Set<String> names(List<Series> series) {
    return series.stream().map(it -> it.label("__name__")).collect(Collectors.toSet());
  }
}
