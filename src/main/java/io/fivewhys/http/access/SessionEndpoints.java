package io.fivewhys.http.access;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.access.Sessions;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.store.SessionWatch;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs browsers in and out. The gate has looked at the token, and wrote down a wrong one. */
public final class SessionEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(SessionEndpoints.class);
  private static final String EVERYWHERE = "everywhere";
  private static final Duration NEXT_TRY = Duration.ofSeconds(5);

  /** So long somebody who signs in waits for a database that hangs. */
  private static final Duration WRITING = Duration.ofSeconds(2);

  private static final int MOST_SIGNING = 16;

  private final AccessParts access;
  private final Gate gate;
  private final SessionWatch watch;
  private final Responder responder;
  private final OffLoop signingOut;
  private final OffLoop signingIn;
  private final Sessions sessions;

  /**
   * @param gate knows who a browser is signed in as
   * @param watch knows which sessions are ended
   */
  public SessionEndpoints(AccessParts access, Gate gate, SessionWatch watch, Serving serving) {
    this.watch = watch;
    responder = serving.responder();
    signingOut = serving.offLoop(MOST_SIGNING);
    signingIn = serving.offLoop(MOST_SIGNING);
    this.access = access;
    this.gate = gate;
    sessions = access.sessions();
  }

  /**
   * Who a browser is.
   *
   * @param actor as the audit log has it; absent when nobody is signed in
   * @param reading whether one may read without being signed in
   * @param unchecked there is a session, of which it is not known whether somebody signed out
   */
  private record Session(
      boolean signedIn,
      Optional<String> actor,
      Optional<Instant> expiresAt,
      boolean reading,
      boolean unchecked) {}

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "readSession", this::read, "createSession", this::create, "deleteSession", this::delete);
  }

  private void read(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    BrowserSession.Found found = gate.session(request);
    Reply reply = Reply.ok(MediaType.JSON, document(found));
    responder.send(
        request,
        switch (found) {
          case BrowserSession.Found.None _,
              BrowserSession.Found.Good _,
              BrowserSession.Found.Unchecked _ ->
              reply;
          // Else it would be sent, and written down, again and again.
          case BrowserSession.Found.Ended _,
              BrowserSession.Found.Expired _,
              BrowserSession.Found.Forged _ ->
              forgetting(request, reply);
        });
  }

  private void create(RoutingContext routing) {
    String pass = sessions.issue(Actor.of(routing).name());
    String cookie = BrowserSession.cookie(routing.request(), pass, sessions.lifetime().toSeconds());
    signingIn.withoutKeys(call -> begun(call, pass, cookie)).handle(routing);
  }

  /** It changes nothing, so that it is done also where it cannot be written down. */
  private Reply begun(Call call, String pass, String cookie) {
    var session = sessions.open(pass).valid().orElseThrow();
    var trail = AuditTrail.of(access, "createSession", call, ChangeQuery.of(call, List.of()));
    write(() -> trail.ended("signed-in", "until " + session.expiresAt()));
    return Reply.created(
            MediaType.JSON, document(new BrowserSession.Found.Good(session)), call.path())
        .with("Set-Cookie", cookie)
        .with("X-Request-Id", trail.requestId());
  }

  /** Goes on by itself where it takes too long. */
  private static void write(Runnable entry) {
    try {
      Thread.ofVirtual().name("sign-in").start(entry).join(WRITING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    boolean everywhere = everywhere(routing);
    Optional<Sessions.Session> session =
        switch (gate.session(request)) {
          case BrowserSession.Found.Good(Sessions.Session good) -> Optional.of(good);
          case BrowserSession.Found.Unchecked(Sessions.Session perhaps) -> Optional.of(perhaps);
          case BrowserSession.Found.None _,
              BrowserSession.Found.Ended _,
              BrowserSession.Found.Expired _,
              BrowserSession.Found.Forged _ ->
              Optional.empty();
        };
    if (session.isEmpty()) {
      responder.send(request, everywhere ? signedOutOfNothing() : left(request));
      return;
    }
    BrowserSession.actor(session.get()).enters(routing);
    // Whatever comes of it, also when it is too busy to be begun.
    routing.response().putHeader("Set-Cookie", BrowserSession.cookie(request, "", 0));
    signingOut.withoutKeys(call -> ended(call, session.get(), everywhere)).handle(routing);
  }

  private static boolean everywhere(RoutingContext routing) {
    var query = new QueryReading(routing.queryParams(), List.of(EVERYWHERE));
    boolean everywhere = query.flag(EVERYWHERE);
    query.mustBeFine();
    return everywhere;
  }

  private static Reply signedOutOfNothing() {
    var detail = "Nobody is signed in here, so it is not known whose sessions are to be ended.";
    return Problem.of(401, "no-session", detail).refusal().reply();
  }

  private static Reply left(HttpServerRequest request) {
    return forgetting(request, Reply.noContent());
  }

  private static Reply forgetting(HttpServerRequest request, Reply reply) {
    return reply.with("Set-Cookie", BrowserSession.cookie(request, "", 0));
  }

  private Reply ended(Call call, Sessions.Session session, boolean everywhere) {
    var query = ChangeQuery.of(call, List.of(EVERYWHERE));
    var trail = AuditTrail.of(access, "deleteSession", call, query);
    try {
      trail.begins(everywhere ? "all sessions of " + session.subject() : "this session");
      if (everywhere) {
        watch.endAll(session);
      } else {
        watch.end(session);
      }
      trail.ended("ended", "");
      return Reply.noContent().with("X-Request-Id", trail.requestId());
    } catch (AuditUnavailable | DatabaseUnavailable gone) {
      LOG.warn("A session is not ended: {}", gone.getMessage());
      var detail =
          "This browser has forgotten the session. The database does not answer, so that a copy"
              + " of its cookie stays good until "
              + session.expiresAt()
              + "; with another token it would not.";
      return Problem.of(503, "not-ended", detail).retryAfter(NEXT_TRY).reply();
    }
  }

  private Session document(BrowserSession.Found found) {
    Optional<Sessions.Session> session =
        found instanceof BrowserSession.Found.Good(Sessions.Session good)
            ? Optional.of(good)
            : Optional.empty();
    return new Session(
        session.isPresent(),
        session.map(it -> BrowserSession.actor(it).toString()),
        session.map(Sessions.Session::expiresAt),
        access.anonymous() == Anonymous.READING,
        found instanceof BrowserSession.Found.Unchecked);
  }
}
