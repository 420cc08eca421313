package io.fivewhys.mitigate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was done about an incident by the service, and what was not and why, in words. */
public final class InterventionWords {
  private InterventionWords() {}

  /**
   * "undo_rollout of Deployment/orders: done; recovered: 5xx 62.0 % → 0.4 % of 5800 responses", and
   * what a person can do next.
   */
  public static String shortly(Intervention it) {
    return soFar(it) + next(it).map(next -> "; " + next).orElse("");
  }

  private static String soFar(Intervention it) {
    var words = new StringBuilder(it.remedy().words()).append(": ").append(state(it));
    it.assessment()
        .ifPresent(
            seen -> words.append("; ").append(seen.effect()).append(": ").append(seen.words()));
    if (!it.refusals().isEmpty()) {
      words.append("; refused: ").append(refusals(it.refusals()));
    }
    return words.toString();
  }

  /** What came of it, with who wanted it, who approved it, and how it is done by hand. */
  public static String wholly(Intervention it) {
    var words = new StringBuilder(soFar(it));
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
  public static String refusals(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::line).collect(Collectors.joining("; "));
  }

  /** What a person can do about it by a command, if there is something. */
  public static Optional<String> next(Intervention it) {
    return switch (it.state()) {
      case WAITING ->
          it.plan()
              .map(
                  plan ->
                      "`fivewhys actions approve %s --plan %s` lets it be done"
                          .formatted(it.id(), plan.hash()));
      case UNKNOWN ->
          Optional.of(
              "`fivewhys actions conclude %s --done` or `--not-done`, with `--reason WHY`, says it"
                  .formatted(it.id()));
      case EXPIRED -> Optional.of(anew(it));
      case VERIFYING, DONE -> isWorse(it) ? takenBack(it) : Optional.empty();
      case PLANNED, REFUSED, APPROVED, INTENDED, ACTING, FAILED, REJECTED, WITHDRAWN ->
          Optional.empty();
    };
  }

  static String anew(Intervention it) {
    return "`fivewhys actions request %s %s --reason WHY` has it planned anew"
        .formatted(it.incident(), it.remedy().action());
  }

  private static boolean isWorse(Intervention it) {
    return it.assessment().map(Assessment::effect).filter(e -> e == Effect.WORSE).isPresent();
  }

  private static Optional<String> takenBack(Intervention it) {
    return it.plan()
        .flatMap(Plan::inverse)
        .map(_ -> "`fivewhys actions take-back %s --reason WHY` takes it back".formatted(it.id()));
  }
}
