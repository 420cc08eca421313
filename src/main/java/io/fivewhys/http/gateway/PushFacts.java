package io.fivewhys.http.gateway;

import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.push.PushResult;
import io.fivewhys.collect.push.PushedFacts;
import io.fivewhys.collect.push.PushedSource;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.http.access.IntakeTrail;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.IntakeMetrics;
import io.fivewhys.settings.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Takes facts that scripts post, and takes them back. */
final class PushFacts {
  private static final Kind.Time TTL =
      new Kind.Time(PushedFacts.SHORTEST_TTL, PushedFacts.LONGEST_TTL);
  private static final String SOURCE =
      "the script's name: 1 to 63 small letters, digits and - . _ between them";
  private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(5);

  private final PushedFacts pushed;
  private final KnownGateways known;
  private final IntakeMetrics metrics;
  private final IntakeTrail trail;
  private final SnapshotReader reader;
  private final Clock clock;

  PushFacts(GatewayParts gateways, IntakeMetrics metrics, IntakeTrail trail, Clock clock) {
    this.pushed = gateways.pushed();
    this.known = new KnownGateways(gateways.board());
    this.metrics = metrics;
    this.trail = trail;
    this.clock = clock;
    reader = new SnapshotReader(clock);
  }

  /**
   * @param facts how many
   */
  record Taken(String gateway, String source, int facts, Instant pushedAt, Instant expiresAt) {}

  Reply post(Call call) throws IOException {
    GatewayView gateway = known.named(call.parameter("name"));
    var query = new QueryReading(call.query(), List.of("source", "ttl"));
    Optional<String> source = query.needed("source", SOURCE, PushFacts::source);
    Optional<Duration> ttl = query.value("ttl", TTL.allowed(), PushFacts::ttl);
    query.mustBeFine();
    List<Fact> facts = read(call, gateway);
    Duration usual =
        gateway.window().compareTo(PushedFacts.LONGEST_TTL) < 0
            ? gateway.window()
            : PushedFacts.LONGEST_TTL;
    return switch (push(gateway.name(), source.orElseThrow(), ttl.orElse(usual), facts)) {
      case PushResult.Taken(PushedSource now, boolean isNew) -> taken(call, now, isNew);
      case PushResult.Full(String why) -> {
        metrics.pushRefused(gateway.name(), "full");
        var detail = "There is no room for these facts: " + why + ".";
        throw Problem.of(409, "too-many-facts", detail).refusal();
      }
    };
  }

  Reply delete(Call call) {
    GatewayView gateway = known.named(call.parameter("name"));
    var query = new QueryReading(call.query(), List.of("source"));
    Optional<String> source = query.needed("source", SOURCE, PushFacts::source);
    query.mustBeFine();
    PushedSource gone = takeBack(gateway.name(), source.orElseThrow());
    trail.happened(call, "deleteFacts", "deleted", described(gone));
    return Reply.noContent();
  }

  private Reply taken(Call call, PushedSource now, boolean isNew) {
    metrics.pushed(now.gateway(), now.facts().size());
    trail.happened(call, "pushFacts", isNew ? "new" : "replaced", described(now));
    return Reply.ok(
        call.accepted(),
        new Taken(
            now.gateway(), now.source(), now.facts().size(), now.pushedAt(), now.expiresAt()));
  }

  private static String described(PushedSource source) {
    return "%d facts of source %s for gateway %s"
        .formatted(source.facts().size(), source.source(), source.gateway());
  }

  private List<Fact> read(Call call, GatewayView gateway) throws IOException {
    BodyStream body = call.body().orElseThrow();
    MediaType type = MediaType.ofContent(call.header("Content-Type").orElse("")).orElseThrow();
    var around =
        new Snapshot(
            gateway.name(),
            gateway.namespace(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            gateway.window(),
            List.of());
    try {
      List<Fact> facts = reader.readFacts(body, type.format(), around).facts();
      body.readToEnd();
      return facts;
    } catch (IOException | RuntimeException failure) {
      if (body.refused() != null) {
        throw body.refused().refusal();
      }
      if (failure instanceof SnapshotRefused refused) {
        metrics.pushRefused(gateway.name(), "refused");
        throw Problem.of(refused).refusal();
      }
      throw failure;
    }
  }

  private PushResult push(String gateway, String source, Duration ttl, List<Fact> facts) {
    try {
      return pushed.push(gateway, source, ttl, facts);
    } catch (JournalUnavailable unavailable) {
      metrics.pushRefused(gateway, "not_written");
      throw unavailable();
    }
  }

  private PushedSource takeBack(String gateway, String source) {
    try {
      return pushed.takeBack(gateway, source).orElseThrow(() -> noSuchSource(gateway, source));
    } catch (JournalUnavailable unavailable) {
      throw unavailable();
    }
  }

  private Refusal noSuchSource(String gateway, String source) {
    List<String> names = pushed.of(gateway).stream().map(PushedSource::source).toList();
    var detail =
        "Nothing is known of a source %s of %s; there %s."
            .formatted(
                source, gateway, names.isEmpty() ? "is none" : "are " + String.join(", ", names));
    return Problem.of(404, "no-such-source", detail).refusal();
  }

  private static Refusal unavailable() {
    var detail = "Facts cannot be kept at the moment; the log says why.";
    return Problem.of(503, "facts-unavailable", detail).retryAfter(UNTIL_WRITTEN);
  }

  private static Optional<String> source(String text) {
    return PushedFacts.SOURCE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Duration> ttl(String text) {
    return TTL.parse(text).map(Duration.class::cast);
  }
}
