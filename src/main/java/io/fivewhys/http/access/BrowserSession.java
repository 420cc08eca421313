package io.fivewhys.http.access;

import io.fivewhys.access.Sessions;
import io.fivewhys.http.call.Actor;
import io.fivewhys.store.SessionWatch;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * The cookie by which a browser is known, and whether a page of ours sent what comes with it.
 *
 * <p>The cookie has no path of its own, so a browser sends it to what lies beside {@code
 * /api/v1/session} only, whatever prefix a proxy puts before it.
 */
final class BrowserSession {
  static final String COOKIE = "fivewhys-session";

  private BrowserSession() {}

  static Optional<String> pass(HttpServerRequest request) {
    return request.cookies(COOKIE).stream().map(Cookie::getValue).findFirst();
  }

  /** What a request has in its cookie. */
  sealed interface Found {
    record None() implements Found {}

    /** Good for all that its token is. */
    record Good(Sessions.Session session) implements Found {}

    /** Perhaps somebody signed out of it; the database cannot be asked. */
    record Unchecked(Sessions.Session session) implements Found {}

    /** Somebody signed out of it, so this is a copy. */
    record Ended(Sessions.Session session) implements Found {}

    /** Over in its time, which is no attack. */
    record Expired() implements Found {}

    record Forged() implements Found {}
  }

  static Found found(HttpServerRequest request, Sessions sessions, SessionWatch watch) {
    return pass(request)
        .filter(it -> !it.isEmpty())
        .map(sessions::open)
        .<Found>map(
            pass ->
                switch (pass) {
                  case Sessions.Pass.Valid(Sessions.Session session) ->
                      switch (watch.standing(session)) {
                        case GOOD -> new Found.Good(session);
                        case ENDED -> new Found.Ended(session);
                        case UNKNOWN -> new Found.Unchecked(session);
                      };
                  case Sessions.Pass.Expired _ -> new Found.Expired();
                  case Sessions.Pass.Forged _ -> new Found.Forged();
                })
        .orElseGet(Found.None::new);
  }

  static Actor actor(Sessions.Session session) {
    return session.person().map(Actor::person).orElse(Actor.ADMIN);
  }

  /**
   * @param pass empty text to forget it
   */
  static String cookie(HttpServerRequest request, String pass, long maxAgeSeconds) {
    var cookie =
        Cookie.cookie(COOKIE, pass)
            .setHttpOnly(true)
            .setSameSite(CookieSameSite.STRICT)
            .setMaxAge(maxAgeSeconds);
    // Behind a proxy only the browser knows whether it came by TLS.
    String origin = request.getHeader("Origin");
    cookie.setSecure(origin != null && origin.startsWith("https://"));
    return cookie.encode();
  }

  /**
   * A token is nothing that a browser would add by itself; this is for what needs none, and for the
   * cookie. Where a browser says what kind of page sends it, no page can make it say otherwise, and
   * the names that a proxy changed do not matter.
   */
  static boolean isCrossSite(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    List<String> origins = request.headers().getAll("Origin");
    return !origins.isEmpty() && !isOurs(origins, request);
  }

  /** Whether it changes something, and nothing shows that a page of ours wants that. */
  static boolean mayBeForged(HttpServerRequest request) {
    String method = request.method().name();
    if (method.equals("GET") || method.equals("HEAD")) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null
        ? !site.equals("same-origin")
        : !isOurs(request.headers().getAll("Origin"), request);
  }

  private static boolean isOurs(List<String> origins, HttpServerRequest request) {
    String ours = request.getHeader("Host");
    return origins.size() == 1
        && (origins.getFirst().equalsIgnoreCase("http://" + ours)
            || origins.getFirst().equalsIgnoreCase("https://" + ours));
  }
}
