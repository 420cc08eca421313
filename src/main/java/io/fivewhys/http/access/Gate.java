package io.fivewhys.http.access;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditSampler;
import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.access.Sessions;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.store.SessionWatch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in that may do what they want, on the event loop.
 *
 * <p>A wrong token locks nobody out: one that cannot be guessed needs no lock, and a lock would let
 * anybody behind the same proxy keep the administrator out in the middle of an outage. Wrong ones
 * are counted, logged and written into the audit log instead, the first few of a span one by one.
 */
public final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String SIGN_IN = "createSession";
  private static final String METRICS = "readMetrics";

  /** Who is known has places of his own there, also where nobody has to be. */
  private static final String EVENTS = "streamEvents";

  private static final String SCHEME = "bearer ";

  private final AccessParts access;
  private final ServiceMetrics metrics;
  private final Responder responder;
  private final AuditSampler denied;

  /** A tab that was left open shows its dead cookie all the time, and must not hide a thief. */
  private final AuditSampler deadCookies;

  private final Sessions sessions;
  private final SessionWatch watch;

  /**
   * @param watch knows which sessions are ended
   * @param metrics count who is denied
   */
  public Gate(AccessParts access, SessionWatch watch, ServiceMetrics metrics, Responder responder) {
    this.access = access;
    this.watch = watch;
    this.metrics = metrics;
    this.responder = responder;
    denied = AuditSampler.ofDenied(access.clock());
    deadCookies = AuditSampler.ofDenied(access.clock());
    sessions = access.sessions();
  }

  /** Whether a request may come in. */
  private sealed interface Verdict {
    record In(Actor actor) implements Verdict {}

    record Out(Actor actor, DenialReason reason) implements Verdict {}
  }

  /** Goes on, or answers why not. */
  public void admit(RoutingContext routing, ApiContract.Operation operation, Runnable next) {
    HttpServerRequest request = routing.request();
    switch (verdict(request, operation)) {
      case Verdict.In(Actor actor) -> {
        actor.enters(routing);
        next.run();
      }
      case Verdict.Out(Actor actor, DenialReason reason) -> deny(request, operation, actor, reason);
    }
  }

  /** How many denied attempts are only counted so far. */
  long deniedUnwritten() {
    return denied.unwritten() + deadCookies.unwritten();
  }

  /**
   * What has to be signed and is not, of which the audit log is told as of a wrong token. Blocks,
   * so not on the event loop.
   *
   * @param why for the log
   */
  public Refusal unsigned(Call call, String operation, String why) {
    DenialReason reason = DenialReason.BAD_SIGNATURE;
    metrics.denied(reason.words());
    Optional<Long> unwritten = denied.next();
    if (unwritten.isPresent()) {
      LOG.warn("A request to {} is not taken: {}", operation, why);
      write(
          new AuditEntry(
              access.clock().instant(),
              AuditEntry.Kind.DENIED,
              UUID.randomUUID().toString(),
              Actor.ANONYMOUS.toString(),
              Optional.empty(),
              call.remote(),
              operation,
              call.method(),
              Call.bounded(call.path()),
              Optional.of(reason.words()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              unwritten.get()));
    }
    return Problem.of(reason.status(), reason.words().replace('_', '-'), reason.detail()).refusal();
  }

  private Verdict verdict(HttpServerRequest request, ApiContract.Operation operation) {
    if (!operation.method().equals("GET") && BrowserSession.isCrossSite(request)) {
      return new Verdict.Out(Actor.ANONYMOUS, DenialReason.CROSS_SITE);
    }
    List<String> credentials = request.headers().getAll("Authorization");
    // A cookie is worth no new one: it ends when it ends.
    if (credentials.isEmpty() && !operation.id().equals(SIGN_IN)) {
      Optional<Verdict> ofSession = ofSession(request, operation);
      if (ofSession.isPresent()) {
        return ofSession.get();
      }
    }
    // Whoever brings something in and shows who he is counts as that, also where nobody has to.
    boolean named = operation.intake() && !credentials.isEmpty();
    if (isFree(operation) && !named) {
      boolean hasPlace = operation.id().equals(EVENTS) && credentials.size() == 1;
      Actor known = hasPlace ? actor(credentials.getFirst()) : Actor.ANONYMOUS;
      return new Verdict.In(known.rights() == Actor.Rights.ALL ? known : Actor.ANONYMOUS);
    }
    if (credentials.isEmpty()) {
      return new Verdict.Out(Actor.ANONYMOUS, DenialReason.NO_TOKEN);
    }
    Actor actor = credentials.size() == 1 ? actor(credentials.getFirst()) : Actor.ANONYMOUS;
    return switch (actor.rights()) {
      case ALL -> new Verdict.In(actor);
      case INTAKE ->
          operation.intake()
              ? new Verdict.In(actor)
              : new Verdict.Out(actor, DenialReason.TOKEN_TOO_WEAK);
      case NONE -> new Verdict.Out(actor, DenialReason.WRONG_TOKEN);
    };
  }

  /** What the cookie says by itself; empty where the request counts as one without. */
  private Optional<Verdict> ofSession(HttpServerRequest request, ApiContract.Operation operation) {
    return switch (session(request)) {
      case BrowserSession.Found.None _ -> Optional.empty();
      case BrowserSession.Found.Good(Sessions.Session session) -> {
        Actor actor = BrowserSession.actor(session);
        yield Optional.of(
            BrowserSession.mayBeForged(request)
                ? new Verdict.Out(actor, DenialReason.CROSS_SITE)
                : new Verdict.In(actor));
      }
      case BrowserSession.Found.Unchecked(Sessions.Session session) ->
          BrowserSession.mayBeForged(request)
              ? Optional.of(new Verdict.Out(BrowserSession.actor(session), DenialReason.CROSS_SITE))
              : worthless(
                  request,
                  operation,
                  BrowserSession.actor(session),
                  DenialReason.SESSION_UNCHECKED);
      case BrowserSession.Found.Ended(Sessions.Session session) ->
          worthless(request, operation, BrowserSession.actor(session), DenialReason.SESSION_ENDED);
      case BrowserSession.Found.Expired _ ->
          worthless(request, operation, Actor.ANONYMOUS, DenialReason.SESSION_EXPIRED);
      case BrowserSession.Found.Forged _ ->
          worthless(request, operation, Actor.ANONYMOUS, DenialReason.FORGED_SESSION);
    };
  }

  /** It lets nobody in where something is needed; elsewhere it is told of, and counts as none. */
  private Optional<Verdict> worthless(
      HttpServerRequest request,
      ApiContract.Operation operation,
      Actor actor,
      DenialReason reason) {
    if (!isFree(operation)) {
      return Optional.of(new Verdict.Out(actor, reason));
    }
    if (reason.isWorthWriting(operation)) {
      metrics.denied(reason.words());
      deadCookies
          .next()
          .map(unwritten -> entry(request, operation, actor, reason, unwritten))
          .ifPresent(entry -> Thread.ofVirtual().name("denied").start(() -> write(entry)));
    }
    return Optional.empty();
  }

  /** It came by a session that is good as far as is known now. */
  public boolean isBySession(HttpServerRequest request) {
    return session(request) instanceof BrowserSession.Found.Good;
  }

  /** The session that it came by is over; unknown is not over. */
  public boolean isSessionOver(HttpServerRequest request) {
    return switch (session(request)) {
      case BrowserSession.Found.Ended _,
          BrowserSession.Found.Expired _,
          BrowserSession.Found.Forged _,
          BrowserSession.Found.None _ ->
          true;
      case BrowserSession.Found.Good _, BrowserSession.Found.Unchecked _ -> false;
    };
  }

  /** What a browser is signed in with, if it is. */
  BrowserSession.Found session(HttpServerRequest request) {
    return BrowserSession.found(request, sessions, watch);
  }

  private Actor actor(String credentials) {
    if (!credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Actor.ANONYMOUS;
    }
    String presented = credentials.substring(SCHEME.length()).strip();
    if (access.admin().matches(presented)) {
      return Actor.ADMIN;
    }
    if (access.intake().filter(token -> token.matches(presented)).isPresent()) {
      return Actor.INTAKE;
    }
    return access.people().named(presented).map(Actor::person).orElse(Actor.ANONYMOUS);
  }

  private boolean isFree(ApiContract.Operation operation) {
    return switch (operation.needs()) {
      case NOTHING -> true;
      case TOKEN -> false;
      case TOKEN_UNLESS_FREED ->
          switch (access.anonymous()) {
            case HEALTH -> false;
            case METRICS -> operation.id().equals(METRICS);
            case READING -> true;
          };
    };
  }

  private void deny(
      HttpServerRequest request,
      ApiContract.Operation operation,
      Actor actor,
      DenialReason reason) {
    metrics.denied(reason.words());
    Optional<Long> unwritten = reason.isWorthWriting(operation) ? denied.next() : Optional.empty();
    if (unwritten.isEmpty()) {
      responder.send(request, reason.reply(operation));
      return;
    }
    var entry = entry(request, operation, actor, reason, unwritten.get());
    var eventLoop = Vertx.currentContext();
    request.pause();
    Thread.ofVirtual()
        .name("denied")
        .start(
            () -> {
              write(entry);
              eventLoop.runOnContext(_ -> responder.send(request, reason.reply(operation)));
            });
  }

  private AuditEntry entry(
      HttpServerRequest request,
      ApiContract.Operation operation,
      Actor actor,
      DenialReason reason,
      long unwritten) {
    return new AuditEntry(
        access.clock().instant(),
        AuditEntry.Kind.DENIED,
        UUID.randomUUID().toString(),
        actor.toString(),
        Optional.empty(),
        Call.remoteOf(request),
        operation.id(),
        request.method().name(),
        Call.bounded(request.path()),
        Optional.of(reason.words()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        unwritten);
  }

  private void write(AuditEntry entry) {
    LOG.warn(
        "Denied {} {} of {}: {}{}",
        entry.method(),
        entry.path(),
        entry.remote(),
        entry.outcome().orElseThrow(),
        entry.more() == 0 ? "" : ", and " + entry.more() + " before it");
    try {
      access.audit().append(entry);
    } catch (AuditUnavailable unavailable) {
      LOG.error("A denied attempt is not in the audit log: {}", unavailable.getMessage());
    }
  }
}
