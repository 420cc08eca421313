package io.fivewhys.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Who asks, as far as a token tells. */
enum Actor {
  /** Has the admin token. */
  ADMIN,
  /** Has the intake token. */
  INTAKE,
  /** Showed no token that had to be looked at. */
  ANONYMOUS;

  private static final String KEY = "actor";

  /** The one that the gate let in. */
  static Actor of(RoutingContext routing) {
    Actor actor = routing.get(KEY);
    return actor == null ? ANONYMOUS : actor;
  }

  void enters(RoutingContext routing) {
    routing.put(KEY, this);
  }

  /** As the audit log has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
