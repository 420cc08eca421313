package io.fivewhys.http.access;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the audit log holds of one request: that it begins, and how it ended. */
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final AccessParts access;
  private final String actor;
  private final Supplier<Optional<String>> revision;
  private final Call call;
  private final ChangeQuery query;
  private final String operation;
  private final String requestId = UUID.randomUUID().toString();
  private Optional<String> before = Optional.empty();

  /**
   * @param revision in force now, for what may change that
   */
  public AuditTrail(
      AccessParts access,
      Supplier<Optional<String>> revision,
      String operation,
      Call call,
      ChangeQuery query) {
    this(access, revision, operation, call, call.actor().toString(), query);
  }

  private AuditTrail(
      AccessParts access,
      Supplier<Optional<String>> revision,
      String operation,
      Call call,
      String actor,
      ChangeQuery query) {
    this.access = access;
    this.actor = actor;
    this.revision = revision;
    this.operation = operation;
    this.call = call;
    this.query = query;
  }

  /** Of what changes no rules. */
  public static AuditTrail of(AccessParts access, String operation, Call call, ChangeQuery query) {
    return new AuditTrail(access, Optional::empty, operation, call, query);
  }

  /**
   * Of what another service says that somebody did there.
   *
   * @param service as its signature proves
   * @param who as the service has it
   */
  public static AuditTrail ofService(
      AccessParts access, String operation, Call call, String service, String who) {
    var query =
        new ChangeQuery(Optional.empty(), Optional.of(who), false, false, OptionalInt.empty());
    return new AuditTrail(access, Optional::empty, operation, call, service, query);
  }

  /**
   * Does something between an intent and its outcome.
   *
   * @param what is to be done, in words
   * @param ending names what it came to
   * @throws AuditUnavailable when the intent cannot be written; then nothing is done
   */
  public <T> T around(String what, Supplier<T> work, Function<T, String> ending)
      throws AuditUnavailable {
    begins(what);
    String came = "failed";
    try {
      T result = work.get();
      came = ending.apply(result);
      return result;
    } finally {
      ended(came, what);
    }
  }

  /** Under which both entries stand; clients are told as {@code X-Request-Id}. */
  public String requestId() {
    return requestId;
  }

  /**
   * Who does it, for people to read: a person by name; beside a token that several may have,
   * whoever they say that they are.
   */
  public static String author(Call call, ChangeQuery query) {
    String actor = call.actor().toString();
    return call.actor().name().isPresent()
        ? actor
        : query.author().map(name -> actor + " (" + name + ")").orElse(actor);
  }

  /**
   * Before anything is changed.
   *
   * @throws AuditUnavailable then nothing may be
   */
  public void begins() throws AuditUnavailable {
    begins(query.message());
  }

  /**
   * The same with what is to be changed.
   *
   * @throws AuditUnavailable then nothing may be
   */
  public void begins(String what) throws AuditUnavailable {
    begins(Optional.of(Call.bounded(what)));
  }

  private void begins(Optional<String> detail) throws AuditUnavailable {
    before = revision.get();
    access
        .audit()
        .append(entry(AuditEntry.Kind.INTENT, Optional.empty(), Optional.empty(), detail));
  }

  /** It has happened, or has not; where that cannot be kept, the program's log says so. */
  public void ended(String ending, String detail) {
    try {
      access
          .audit()
          .append(
              entry(
                  AuditEntry.Kind.OUTCOME,
                  Optional.of(ending),
                  revision.get(),
                  Optional.of(Call.bounded(detail)).filter(it -> !it.isEmpty())));
    } catch (AuditUnavailable unavailable) {
      LOG.error("{} of request {}: {}", ending, requestId, unavailable.getMessage());
    }
  }

  private AuditEntry entry(
      AuditEntry.Kind kind,
      Optional<String> outcome,
      Optional<String> after,
      Optional<String> detail) {
    return new AuditEntry(
        access.clock().instant(),
        kind,
        requestId,
        actor,
        query.author(),
        call.remote(),
        operation,
        call.method(),
        Call.bounded(call.path()),
        outcome,
        before,
        after,
        detail,
        0);
  }
}
