package io.fivewhys.http.access;

import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import java.time.Duration;
import java.util.Locale;

/** Why a request is not let in. */
enum DenialReason {
  NO_TOKEN(
      401,
      "It needs the admin token, or that of a person: Authorization: Bearer TOKEN. The service"
          + " says where the admin token is when it starts."),
  WRONG_TOKEN(
      401, "This is neither the admin token nor that of a person in access.people-directory."),
  TOKEN_TOO_WEAK(
      403,
      "The intake token may post alerts, facts and snapshots and have a gateway looked at;"
          + " this needs the admin token, or that of a person."),
  FORGED_SESSION(
      401,
      "The cookie of this session is not as the service made it, or its token has been changed"
          + " since. Sign in again."),
  SESSION_ENDED(401, "Somebody signed out of this session. Sign in again."),
  SESSION_EXPIRED(401, "This session is over, as each is after 12 hours. Sign in again."),
  SESSION_UNCHECKED(
      503,
      "The database does not answer, so it is not known whether somebody signed out of this"
          + " session. A token that is sent is taken all the same."),
  BAD_SIGNATURE(401, "It is not signed with a secret that is known here; the log says more."),
  CROSS_SITE(
      403,
      "A page of another site sent this, or a browser that does not say which page did; use the"
          + " console, or a client that is no browser.");

  private static final Duration NEXT_CHECK = Duration.ofSeconds(5);
  private static final String NO_INTAKE_TOKEN =
      "It needs the intake token or the admin token: Authorization: Bearer TOKEN. The former is"
          + " that of FIVEWHYS_INTAKE_TOKEN or access.intake-token-file; where the latter is, the"
          + " service says when it starts.";
  private static final String NEITHER_TOKEN =
      "This is neither the intake token nor the admin token.";

  private final int status;
  private final String detail;

  DenialReason(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  /** As a label of metrics and in the audit log. */
  String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  int status() {
    return status;
  }

  String detail() {
    return detail;
  }

  /** Whether the audit log is told. */
  boolean isWorthWriting(ApiContract.Operation operation) {
    return switch (this) {
      // Who just has no token and wants to read is told so; nobody needs to hear of it.
      case NO_TOKEN -> operation.needs() == ApiContract.Needs.TOKEN;
      case SESSION_EXPIRED, SESSION_UNCHECKED -> false;
      case WRONG_TOKEN, TOKEN_TOO_WEAK, FORGED_SESSION, SESSION_ENDED, BAD_SIGNATURE, CROSS_SITE ->
          true;
    };
  }

  private String said(ApiContract.Operation operation) {
    return switch (this) {
      case NO_TOKEN -> operation.intake() ? NO_INTAKE_TOKEN : detail;
      case WRONG_TOKEN -> operation.intake() ? NEITHER_TOKEN : detail;
      case TOKEN_TOO_WEAK,
          FORGED_SESSION,
          SESSION_ENDED,
          SESSION_EXPIRED,
          SESSION_UNCHECKED,
          BAD_SIGNATURE,
          CROSS_SITE ->
          detail;
    };
  }

  Reply reply(ApiContract.Operation operation) {
    var problem = Problem.of(status, words().replace('_', '-'), said(operation));
    Reply reply = Reply.problem(problem);
    return switch (this) {
      case NO_TOKEN, FORGED_SESSION, SESSION_ENDED, SESSION_EXPIRED ->
          reply.with("WWW-Authenticate", "Bearer realm=\"fivewhys\"");
      case WRONG_TOKEN ->
          reply.with("WWW-Authenticate", "Bearer realm=\"fivewhys\", error=\"invalid_token\"");
      case TOKEN_TOO_WEAK ->
          reply.with("WWW-Authenticate", "Bearer realm=\"fivewhys\", error=\"insufficient_scope\"");
      case SESSION_UNCHECKED -> reply.with("Retry-After", Long.toString(NEXT_CHECK.toSeconds()));
      case BAD_SIGNATURE, CROSS_SITE -> reply;
    };
  }
}
