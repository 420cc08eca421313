package io.fivewhys.http.gateway;

import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.push.PushedSource;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.gateway.SourceState;
import io.fivewhys.gateway.advice.SourceAdvice;
import io.fivewhys.gateway.advice.Step;
import io.fivewhys.notify.Brief;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API says of gateways, in the order in which it says it. */
final class GatewayDocuments {
  private GatewayDocuments() {}

  private static Optional<Instant> when(GatewayView view, Optional<Diagnosis> last) {
    return view.elsewhere() ? last.map(Diagnosis::observedAt) : view.sweptAt();
  }

  /** All gateways. */
  record Gateways(List<Brief> gateways) {}

  /**
   * One gateway in a list.
   *
   * @param diagnosis id of the last one
   * @param symptoms how many the last diagnosis names
   * @param blind sources that see nothing or a part
   * @param alertsFiring how many
   */
  record Brief(
      String name,
      String namespace,
      Map<String, String> labels,
      Duration interval,
      Duration window,
      Optional<Instant> sweptAt,
      Optional<String> failure,
      long skipped,
      boolean elsewhere,
      Optional<Diagnosis.Verdict> verdict,
      Optional<String> summary,
      Optional<String> diagnosis,
      int symptoms,
      List<String> blind,
      int alertsFiring) {

    static Brief of(GatewayView view, Optional<Diagnosis> last, int alertsFiring) {
      return new Brief(
          view.name(),
          view.namespace(),
          view.labels(),
          view.interval(),
          view.window(),
          when(view, last),
          view.failure(),
          view.skipped(),
          view.elsewhere(),
          last.map(Diagnosis::verdict),
          last.map(Diagnosis::summary),
          last.map(Diagnosis::id),
          last.map(it -> it.symptoms().size()).orElse(0),
          view.sources().stream().filter(Brief::isBlind).map(it -> it.name().toString()).toList(),
          alertsFiring);
    }

    private static boolean isBlind(SourceState source) {
      return switch (source.result()) {
        case BLIND, PARTIAL -> true;
        case WHOLE, UNASKED -> false;
      };
    }
  }

  /** One gateway by itself. */
  record Whole(
      String name,
      String namespace,
      Map<String, String> labels,
      Duration interval,
      Duration window,
      Optional<Instant> sweptAt,
      Optional<String> failure,
      long skipped,
      boolean elsewhere,
      List<Source> sources,
      List<Pushed> pushed,
      int alertsFiring,
      Optional<Diagnosis> diagnosis) {

    static Whole of(
        GatewayView view, Optional<Diagnosis> last, List<Pushed> pushed, int alertsFiring) {
      return new Whole(
          view.name(),
          view.namespace(),
          view.labels(),
          view.interval(),
          view.window(),
          when(view, last),
          view.failure(),
          view.skipped(),
          view.elsewhere(),
          view.sources().stream().map(Source::of).toList(),
          pushed,
          alertsFiring,
          last);
    }
  }

  /** The sources of all gateways. */
  record Sources(List<OfGateway> gateways) {}

  /** Those of one, and what scripts push for it. */
  record OfGateway(String name, boolean elsewhere, List<Source> sources, List<Pushed> pushed) {

    static OfGateway of(GatewayView view, List<Pushed> pushed) {
      return new OfGateway(
          view.name(), view.elsewhere(), view.sources().stream().map(Source::of).toList(), pushed);
    }
  }

  /**
   * How one of its sources is doing.
   *
   * @param advice how to make it see again, in the order in which to try
   */
  record Source(
      String name,
      SourceState.Result result,
      Optional<Instant> since,
      Optional<SourceFailed.Code> code,
      Optional<String> reason,
      Optional<Instant> lastGoodAt,
      Optional<Long> tookMillis,
      int facts,
      List<String> notes,
      List<Step> advice) {

    static Source of(SourceState state) {
      return new Source(
          state.name().toString(),
          state.result(),
          state.since(),
          state.code(),
          state.reason(),
          state.lastGoodAt(),
          state.took().map(Duration::toMillis),
          state.facts(),
          state.notes(),
          SourceAdvice.of(state));
    }
  }

  /**
   * What a script pushed.
   *
   * @param live false when its time is over and it is missed
   */
  record Pushed(String source, int facts, Instant pushedAt, Instant expiresAt, boolean live) {

    static Pushed of(PushedSource source, Instant now) {
      return new Pushed(
          source.source(),
          source.facts().size(),
          source.pushedAt(),
          source.expiresAt(),
          source.isLive(now));
    }
  }
}
