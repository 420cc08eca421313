package io.fivewhys.http.gateway;

import io.fivewhys.gateway.GatewayView;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.settings.Kind;
import io.fivewhys.store.TrafficSamples;
import io.fivewhys.store.TrafficSeries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much a gateway answered, for charts. Off the event loop: it reads the database. */
final class ReadTraffic {
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Kind.Time LAST = new Kind.Time(Duration.ofSeconds(1), LONGEST);

  private final KnownGateways known;
  private final TrafficSamples samples;
  private final Clock clock;

  ReadTraffic(GatewayParts gateways, TrafficSamples samples, Clock clock) {
    known = new KnownGateways(gateways.board());
    this.samples = samples;
    this.clock = clock;
  }

  /**
   * A series.
   *
   * @param stepSeconds from one point to the next, where no look is missing
   */
  record Traffic(
      String gateway, Instant since, Instant until, double stepSeconds, List<Point> points) {}

  /** One of its points; see {@link TrafficSeries.Point}. */
  record Point(
      Instant at,
      double windowSeconds,
      boolean known,
      boolean errorsOnly,
      Map<Integer, Long> responses,
      Map<Integer, Double> perSecond) {

    static Point of(TrafficSeries.Point point) {
      return new Point(
          point.at(),
          seconds(point.window()),
          point.known(),
          point.errorsOnly(),
          point.responses(),
          point.perSecond());
    }
  }

  Reply answer(Call call) {
    GatewayView view = known.named(call.parameter("name"));
    var query = new QueryReading(call.query(), List.of("since", "until", "last"));
    Optional<Instant> since = query.value("since", "an RFC 3339 time", QueryReading::time);
    Optional<Instant> until = query.value("until", "an RFC 3339 time", QueryReading::time);
    Optional<Duration> last = query.value("last", LAST.allowed(), ReadTraffic::duration);
    query.mustBeFine();
    if (last.isPresent() && since.isPresent()) {
      var detail = "Either since or last says when it begins.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    Instant end = until.orElseGet(() -> since.map(it -> it.plus(USUAL)).orElse(clock.instant()));
    Instant start = since.orElse(end.minus(last.orElse(USUAL)));
    var range = Duration.between(start, end);
    if (!range.isPositive() || range.compareTo(LONGEST) > 0) {
      var detail = "From since to until it must be more than nothing and 7 days at most.";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    if (range.dividedBy(view.interval()) > TrafficSamples.MOST) {
      var detail = "That is more than %d looks: ask for a shorter time.";
      throw Problem.of(400, "bad-parameter", detail.formatted(TrafficSamples.MOST)).refusal();
    }
    var series = new TrafficSeries(view.interval(), range);
    samples.between(view.name(), start, end, series);
    return Reply.ok(
        call.accepted(),
        new Traffic(
            view.name(),
            start,
            end,
            seconds(series.step()),
            series.points().stream().map(Point::of).toList()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static Optional<Duration> duration(String text) {
    return LAST.parse(text).map(Duration.class::cast);
  }
}
