package io.fivewhys.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param requestId the same for an intent and its outcome
 * @param actor who did it, as authenticated: {@code admin}, {@code intake}, {@code person:NAME};
 *     {@code anonymous} where nobody was
 * @param claimedAuthor who the request says wrote it; nobody checked that
 * @param remote address of the other end of the connection, which may be a proxy
 * @param operation as the contract names it
 * @param outcome how it ended; empty for an intent
 * @param before revision in force before; the state that an intervention had
 * @param after revision in force after; the SHA-256 of the refusals of an intervention
 * @param detail in words
 * @param more how many further ones this line stands for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditEntry(
    Instant at,
    Kind kind,
    String requestId,
    String actor,
    Optional<String> claimedAuthor,
    String remote,
    String operation,
    String method,
    String path,
    Optional<String> outcome,
    Optional<String> before,
    Optional<String> after,
    Optional<String> detail,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonProperty("more") long more) {

  /** Why the line was written. */
  public enum Kind {
    /** Somebody who may is about to change something. */
    INTENT,
    /** How that ended. An intent without one was cut short. */
    OUTCOME,
    /** Somebody who may not wanted to. */
    DENIED,
    /** A step of an intervention, as its journal has it. */
    ACTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
