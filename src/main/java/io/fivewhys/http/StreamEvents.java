package io.fivewhys.http;

import io.fivewhys.gateway.GatewayView;
import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.events.ChangeFeed;
import io.fivewhys.http.events.EventStream;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.store.ChangeMark;
import io.fivewhys.store.ChangeMarks;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Streams of server-sent events. Each is an answer that goes on: no request under way, which would
 * hold up a stop, and never idle.
 */
final class StreamEvents implements Handler<RoutingContext> {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Then a client comes back, and shows again that he may. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Vertx vertx;
  private final Readiness readiness;
  private final Responder responder;
  private final Gate gate;
  private final ChangeFeed feed;
  private final Duration silence;

  StreamEvents(
      Vertx vertx,
      HttpOptions options,
      Readiness readiness,
      Responder responder,
      Gate gate,
      ChangeFeed feed) {
    this.gate = gate;
    this.vertx = vertx;
    this.readiness = readiness;
    this.responder = responder;
    this.feed = feed;
    Duration third = options.idleTimeout().dividedBy(3);
    silence = third.compareTo(LONGEST_SILENCE) < 0 ? third : LONGEST_SILENCE;
  }

  static ChangeFeed feed(ApiParts parts) {
    return new ChangeFeed(
        new ChangeFeed.Marks(
            () -> here(parts),
            new ChangeMarks(parts.kept().database())::read,
            parts.storeIsUp(),
            ChangeMarks.LOOKBACK));
  }

  /**
   * What this process tells of by itself. What another has put in force is followed here some time
   * after it is in the store.
   */
  private static Map<ChangeMark, String> here(ApiParts parts) {
    Map<ChangeMark, String> marks = new HashMap<>();
    marks.put(new ChangeMark("rules", "here"), parts.revision().get().orElse(""));
    marks.put(new ChangeMark("policy", "here"), policy(parts));
    for (GatewayView view : parts.gateways().board().views()) {
      String looked = view.sweptAt() + " " + view.failure() + " " + view.elsewhere();
      marks.put(new ChangeMark("gateway:" + view.name(), "here"), looked);
      marks.put(new ChangeMark("gateways", "here " + view.name()), looked);
    }
    return marks;
  }

  private static String policy(ApiParts parts) {
    long version = parts.policy().stored().map(it -> it.version().version()).orElse(0L);
    return version + " " + parts.policy().rejected().size();
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustNotDrain();
    HttpServerRequest request = routing.request();
    Optional<String> lastHeard = lastHeard(routing);
    if (request.method() == HttpMethod.HEAD) {
      begin(request).end();
      responder.ended(request);
      return;
    }
    var stream = new EventStream(request.response(), Vertx.currentContext());
    // What the listener hears comes by the event loop, after this.
    boolean isKnown = Actor.of(routing).rights() == Actor.Rights.ALL;
    String refused =
        switch (feed.attach(stream, isKnown, lastHeard)) {
          case LISTENS -> "";
          case ALL_TAKEN -> "Too many listen to events.";
          case UNKNOWN_TAKEN ->
              "Too many listen to events without a token; for who signs in there are more places.";
        };
    if (!refused.isEmpty()) {
      throw Problem.of(503, "full", refused).retryAfter(Duration.ofSeconds(5));
    }
    routing.put(ApiRouter.TOOK, Duration.ZERO);
    begin(request).setChunked(true);
    stream.open(RETRY.toMillis());
    long beat = vertx.setPeriodic(silence.toMillis(), beat(request, stream));
    long last = vertx.setTimer(LONGEST.toMillis(), _ -> stream.end());
    routing.addEndHandler(
        _ -> {
          vertx.cancelTimer(beat);
          vertx.cancelTimer(last);
          feed.detach(stream);
          responder.ended(request);
        });
  }

  /** What came by a session hears no more once somebody has signed out, or its time is over. */
  private Handler<Long> beat(HttpServerRequest request, EventStream stream) {
    if (!gate.isBySession(request)) {
      return _ -> stream.beat();
    }
    return _ -> {
      if (gate.isSessionOver(request)) {
        stream.end();
      } else {
        stream.beat();
      }
    };
  }

  private HttpServerResponse begin(HttpServerRequest request) {
    // Some proxies collect what comes before they pass it on.
    return responder.begin(request, "text/event-stream").putHeader("X-Accel-Buffering", "no");
  }

  /** The header is what browsers send by themselves; a new EventSource can only ask. */
  private static Optional<String> lastHeard(RoutingContext routing) {
    var query = new QueryReading(routing.queryParams(), List.of("lastEventId"));
    Optional<String> asked = query.text("lastEventId", 100);
    query.mustBeFine();
    return Optional.ofNullable(routing.request().getHeader("Last-Event-ID"))
        .filter(it -> !it.isBlank())
        .or(() -> asked);
  }
}
