package io.fivewhys.http.call;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who asks, as far as a token tells.
 *
 * @param name of a person; empty for what several may have
 */
public record Actor(Rights rights, Optional<String> name) {
  /** Has the admin token. */
  public static final Actor ADMIN = new Actor(Rights.ALL, Optional.empty());

  /** Has the intake token. */
  public static final Actor INTAKE = new Actor(Rights.INTAKE, Optional.empty());

  /** Showed no token that had to be looked at. */
  public static final Actor ANONYMOUS = new Actor(Rights.NONE, Optional.empty());

  private static final String KEY = "actor";

  /** What a token allows. */
  public enum Rights {
    ALL,
    /** Bring in what was observed. */
    INTAKE,
    NONE
  }

  /** Has a token that is nobody else's, and may do all that the admin token may. */
  public static Actor person(String name) {
    return new Actor(Rights.ALL, Optional.of(name));
  }

  /** The one that the gate let in. */
  public static Actor of(RoutingContext routing) {
    Actor actor = routing.get(KEY);
    return actor == null ? ANONYMOUS : actor;
  }

  /** From now on the request is that of this actor. */
  public void enters(RoutingContext routing) {
    routing.put(KEY, this);
  }

  /** As the audit log has it. */
  @Override
  public String toString() {
    return name.map(it -> "person:" + it)
        .orElse(
            switch (rights) {
              case ALL -> "admin";
              case INTAKE -> "intake";
              case NONE -> "anonymous";
            });
  }
}
