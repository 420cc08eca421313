package io.fivewhys.http.access;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.Sessions;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.Responder;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Signs browsers in and out. The gate has looked at the token, and wrote down a wrong one. */
public final class SessionEndpoints {
  private final AccessParts access;
  private final Gate gate;
  private final Responder responder;
  private final Sessions sessions;

  /**
   * @param gate knows who a browser is signed in as
   */
  public SessionEndpoints(AccessParts access, Gate gate, Responder responder) {
    this.access = access;
    this.gate = gate;
    this.responder = responder;
    sessions = access.sessions();
  }

  /**
   * Who a browser is.
   *
   * @param actor as the audit log has it; absent when nobody is signed in
   * @param reading whether one may read without being signed in
   */
  private record Session(
      boolean signedIn, Optional<String> actor, Optional<Instant> expiresAt, boolean reading) {}

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "readSession", this::read, "createSession", this::create, "deleteSession", this::delete);
  }

  private void read(RoutingContext routing) {
    responder.send(
        routing.request(), Reply.ok(MediaType.JSON, document(gate.session(routing.request()))));
  }

  private void create(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String pass = sessions.issue(Actor.of(routing).name());
    long seconds = sessions.lifetime().toSeconds();
    responder.send(
        request,
        Reply.created(MediaType.JSON, document(sessions.open(pass)), request.path())
            .with("Set-Cookie", BrowserSession.cookie(request, pass, seconds)));
  }

  private void delete(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    responder.send(
        request, Reply.noContent().with("Set-Cookie", BrowserSession.cookie(request, "", 0)));
  }

  private Session document(Optional<Sessions.Session> session) {
    return new Session(
        session.isPresent(),
        session.map(it -> BrowserSession.actor(it).toString()),
        session.map(Sessions.Session::expiresAt),
        access.anonymous() == Anonymous.READING);
  }
}
