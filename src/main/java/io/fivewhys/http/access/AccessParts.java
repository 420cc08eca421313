package io.fivewhys.http.access;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.AuditLog;
import io.fivewhys.access.KnownToken;
import io.fivewhys.access.People;
import io.fivewhys.access.Sessions;
import java.time.Clock;
import java.util.Optional;

/**
 * Who may do what.
 *
 * @param admin the token that may do everything
 * @param intake the token that may bring in what was observed, if there is one
 * @param people who have tokens of their own, each of which may do what the admin token may
 * @param anonymous what a request without a token may do, at the address that is bound
 */
public record AccessParts(
    KnownToken admin,
    Optional<KnownToken> intake,
    People people,
    Anonymous anonymous,
    AuditLog audit,
    Clock clock) {

  /** What signs browsers in. */
  Sessions sessions() {
    return new Sessions(admin, people, clock, Sessions.USUAL_LIFETIME);
  }

  /** Without people. */
  public AccessParts(
      KnownToken admin,
      Optional<KnownToken> intake,
      Anonymous anonymous,
      AuditLog audit,
      Clock clock) {
    this(admin, intake, People.NOBODY, anonymous, audit, clock);
  }

  /** Without an intake token. */
  public AccessParts(KnownToken admin, Anonymous anonymous, AuditLog audit, Clock clock) {
    this(admin, Optional.empty(), anonymous, audit, clock);
  }
}
