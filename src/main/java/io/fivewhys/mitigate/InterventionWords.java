package io.fivewhys.mitigate;

import java.util.List;
import java.util.stream.Collectors;

/** What was done about an incident by the service, and what was not and why, in words. */
public final class InterventionWords {
  private InterventionWords() {}

  /** "undo_rollout of Deployment/orders: done; recovered: 5xx 62.0 % → 0.4 % of 5800 responses". */
  public static String shortly(Intervention it) {
    var words = new StringBuilder(it.remedy().words()).append(": ").append(state(it));
    it.assessment()
        .ifPresent(
            seen -> words.append("; ").append(seen.effect()).append(": ").append(seen.words()));
    if (!it.refusals().isEmpty()) {
      words.append("; refused: ").append(refusals(it.refusals()));
    }
    return words.toString();
  }

  /** The same with who wanted it, who approved it, and how it is done by hand. */
  public static String wholly(Intervention it) {
    var words = new StringBuilder(shortly(it));
    words.append("; wanted by ").append(it.requested().by());
    it.approved()
        .ifPresent(
            by ->
                words
                    .append(", approved by ")
                    .append(by.by())
                    .append(by.reason().isEmpty() ? "" : " (" + by.reason() + ")"));
    it.plan().map(Plan::command).ifPresent(command -> words.append("; as ").append(command));
    it.inverseOf().ifPresent(other -> words.append("; takes back ").append(other));
    return words.toString();
  }

  private static String state(Intervention it) {
    return switch (it.state()) {
      case PLANNED -> "planned";
      case REFUSED -> "not done";
      case WAITING -> "waits for an approval";
      case APPROVED -> "may be done";
      case INTENDED, ACTING -> "being done";
      case UNKNOWN -> "nobody can tell whether it was done, a person has to";
      case VERIFYING -> "done, and looked after";
      case DONE -> "done";
      case FAILED -> "tried, and not done";
      case REJECTED -> "rejected";
      case EXPIRED -> "not approved or not done in time";
      case WITHDRAWN -> "not wanted any more";
    };
  }

  /** Each with its guard, its limit and its value. */
  private static String refusals(List<Refusal> refusals) {
    return refusals.stream()
        .map(
            it ->
                "%s (%s; limit %s, value %s)"
                    .formatted(it.words(), it.guard(), it.limit(), it.value()))
        .collect(Collectors.joining("; "));
  }
}
