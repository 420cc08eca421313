package io.fivewhys.notify.slack;

import java.net.URI;
import java.util.Optional;

/** What came in Slack's name. Reasons are for the log and show no secret. */
public sealed interface SlackRequest {
  /**
   * Somebody pressed a button.
   *
   * @param actionId which, such as {@link SlackRequests#ACKNOWLEDGE}
   * @param value what it belongs to: the id of the incident or of the action
   * @param userName as shown; the id where Slack names none
   * @param responseUrl where an answer may be posted for half an hour; a secret of its own
   */
  record Pressed(
      String actionId, String value, String userId, String userName, Optional<URI> responseUrl)
      implements SlackRequest {
    /** Without the address. */
    @Override
    public String toString() {
      return "Pressed[%s of %s by %s]".formatted(actionId, value, userId);
    }
  }

  /** It is from Slack, and about nothing of ours: answer 200. */
  record Ignored(String why) implements SlackRequest {}

  /** It is from Slack, and makes no sense: answer 400. */
  record Malformed(String why) implements SlackRequest {}

  /** Nobody knows whom it is from: answer 401, and read no further. */
  record Unverified(String why) implements SlackRequest {}
}
