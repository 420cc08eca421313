package io.fivewhys.notify.pagerduty;

/** What came in PagerDuty's name. Reasons are for the log and show no secret. */
public sealed interface PagerDutyRequest {
  /**
   * Somebody took on an incident of ours there.
   *
   * @param event PagerDuty's id of it, the same when it is sent again
   * @param incident id of ours
   * @param by name of who did it, as PagerDuty has it
   */
  record Acknowledged(String event, String incident, String by) implements PagerDutyRequest {}

  /** Somebody ended it there. */
  record Resolved(String event, String incident, String by) implements PagerDutyRequest {}

  /** Somebody tries the webhook: answer 200. */
  record Ping() implements PagerDutyRequest {}

  /** It is from PagerDuty, and about nothing of ours: answer 200. */
  record Ignored(String why) implements PagerDutyRequest {}

  /** It is from PagerDuty, and makes no sense: answer 400. */
  record Malformed(String why) implements PagerDutyRequest {}

  /** Nobody knows whom it is from: answer 401, and read no further. */
  record Unverified(String why) implements PagerDutyRequest {}
}
