package io.fivewhys.http;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditUnavailable;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the audit log holds of something that somebody does to incidents and what belongs to them:
 * that it begins, and how it ended.
 */
final class ActionTrail {
  private static final Logger LOG = LoggerFactory.getLogger(ActionTrail.class);
  private static final String FAILED = "failed";

  private final AccessParts access;
  private final String operation;
  private final Call call;
  private final String actor;
  private final Optional<String> claimedAuthor;
  private final String requestId = UUID.randomUUID().toString();

  /**
   * @param operation as the contract names it
   * @param actor as authenticated
   * @param claimedAuthor who the request says it is
   */
  ActionTrail(
      AccessParts access,
      String operation,
      Call call,
      String actor,
      Optional<String> claimedAuthor) {
    this.access = access;
    this.operation = operation;
    this.call = call;
    this.actor = actor;
    this.claimedAuthor = claimedAuthor;
  }

  /** What is done. */
  interface Work<T> {
    T done();
  }

  /** Names what it came to. */
  interface Ending<T> {
    String of(T result);
  }

  String requestId() {
    return requestId;
  }

  /**
   * @param detail what is wanted, in words
   * @throws AuditUnavailable when that cannot be written; then nothing is done
   */
  <T> T around(String detail, Work<T> work, Ending<T> ending) throws AuditUnavailable {
    access.audit().append(entry(AuditEntry.Kind.INTENT, Optional.empty(), detail));
    String outcome = FAILED;
    try {
      T result = work.done();
      outcome = ending.of(result);
      return result;
    } finally {
      ended(outcome, detail);
    }
  }

  /** It has happened, or has not; where that cannot be kept, the program's log says so. */
  private void ended(String outcome, String detail) {
    try {
      access.audit().append(entry(AuditEntry.Kind.OUTCOME, Optional.of(outcome), detail));
    } catch (AuditUnavailable unavailable) {
      LOG.error("{} of request {}: {}", outcome, requestId, unavailable.getMessage());
    }
  }

  private AuditEntry entry(AuditEntry.Kind kind, Optional<String> outcome, String detail) {
    return new AuditEntry(
        access.clock().instant(),
        kind,
        requestId,
        actor,
        claimedAuthor,
        call.remote(),
        operation,
        call.method(),
        Call.bounded(call.path()),
        outcome,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Call.bounded(detail)).filter(it -> !it.isEmpty()),
        0);
  }
}
