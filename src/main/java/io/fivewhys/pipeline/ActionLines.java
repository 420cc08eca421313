package io.fivewhys.pipeline;

import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was done about an incident by the service, and what was not and why, in words. */
final class ActionLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ActionLines() {}

  /** When something was first done about it, by the service or by whoever said so. */
  static Optional<Instant> mitigatedAt(Incident incident, List<Intervention> actions) {
    Stream<Instant> byPeople =
        incident.mitigated().filter(it -> !it.by().equals(Actor.SERVICE)).map(Mark::at).stream();
    Stream<Instant> done = actions.stream().flatMap(it -> it.actedAt().stream());
    return Stream.concat(byPeople, done).min(Instant::compareTo);
  }

  /** "2026-11-22 10:16:02 undo_rollout of Deployment/orders: done; wanted by …; recovered: …". */
  static String of(Intervention it) {
    var words = new StringBuilder(TIME.format(it.actedAt().orElse(it.requested().at())));
    words.append(' ').append(it.remedy().words()).append(": ").append(state(it));
    words.append("; wanted by ").append(it.requested().by());
    it.approved()
        .ifPresent(
            by ->
                words
                    .append(", approved by ")
                    .append(by.by())
                    .append(by.reason().isEmpty() ? "" : " (" + by.reason() + ")"));
    it.plan().map(Plan::command).ifPresent(command -> words.append("; as ").append(command));
    it.assessment()
        .ifPresent(
            seen -> words.append("; ").append(seen.effect()).append(": ").append(seen.words()));
    if (!it.refusals().isEmpty()) {
      words.append("; refused: ").append(refusals(it.refusals()));
    }
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
      case UNKNOWN -> "nobody can tell whether it was done";
      case VERIFYING -> "done, and looked after";
      case DONE -> "done";
      case FAILED -> "tried, and not done";
      case REJECTED -> "rejected";
      case EXPIRED -> "not approved or not done in time";
      case WITHDRAWN -> "not wanted any more";
    };
  }

  private static String refusals(List<Refusal> refusals) {
    return refusals.stream()
        .map(
            it ->
                "%s (%s; limit %s, value %s)"
                    .formatted(it.words(), it.guard(), it.limit(), it.value()))
        .collect(Collectors.joining("; "));
  }
}
