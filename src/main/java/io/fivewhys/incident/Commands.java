package io.fivewhys.incident;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Instant;
import java.util.Optional;

/** Says what a command does to an incident. What comes late or twice does nothing, and says so. */
public final class Commands {
  private Commands() {}

  /**
   * @param actor who wants it, as authenticated
   * @param now time of the database
   */
  public static Outcome apply(Incident incident, Command command, String actor, Instant now) {
    if (incident.isOver() && !isPossibleAfterwards(command)) {
      Mark end = incident.resolved().orElseThrow();
      return new Outcome.Unchanged(
          incident, "it was resolved by %s at %s: %s".formatted(end.by(), end.at(), end.reason()));
    }
    var changes = new Changes(incident, now, actor, Optional.empty());
    return switch (command) {
      case Command.Acknowledge it ->
          acknowledged(incident, it, new Mark(now, actor, it.reason()), changes);
      case Command.Assign it -> assigned(incident, it, changes);
      case Command.Comment it -> said(changes, Kind.COMMENTED, Optional.empty(), it.text());
      case Command.Mitigate it -> mitigating(incident, new Mark(now, actor, it.what()), changes);
      case Command.Intervene it ->
          intervened(incident, it, new Mark(now, actor, it.text()), changes);
      case Command.Resolve it -> resolved(incident, new Mark(now, actor, it.reason()), changes);
      case Command.Merge it -> merged(incident, it, new Mark(now, actor, it.reason()), changes);
      case Command.Absorb it -> absorbed(it, changes);
      case Command.Link it -> linked(incident, it, changes);
    };
  }

  private static boolean isPossibleAfterwards(Command command) {
    return switch (command) {
      case Command.Comment _, Command.Link _, Command.Intervene _ -> true;
      case Command.Acknowledge _,
          Command.Assign _,
          Command.Mitigate _,
          Command.Resolve _,
          Command.Merge _,
          Command.Absorb _ ->
          false;
    };
  }

  private static Outcome acknowledged(
      Incident incident, Command.Acknowledge command, Mark mark, Changes changes) {
    if (incident.acknowledged().isPresent()) {
      Mark first = incident.acknowledged().get();
      return new Outcome.Unchanged(
          incident, "it was acknowledged by %s at %s already".formatted(first.by(), first.at()));
    }
    changes.next.acknowledged = Optional.of(mark);
    changes.next.escalatesAt = Optional.empty();
    if (incident.state() == IncidentState.OPEN) {
      changes.next.state = IncidentState.ACKNOWLEDGED;
    }
    return stated(incident, changes, Kind.ACKNOWLEDGED, command.reason());
  }

  private static Outcome assigned(Incident incident, Command.Assign command, Changes changes) {
    if (incident.assignee().equals(command.assignee())) {
      return new Outcome.Unchanged(
          incident, command.assignee().map(it -> it + " has it already").orElse("nobody has it"));
    }
    changes.next.assignee = command.assignee();
    changes.say(
        Kind.ASSIGNED,
        incident.assignee(),
        command.assignee(),
        command.assignee().map(it -> "assigned to " + it).orElse("assigned to nobody"));
    return changes.applied();
  }

  private static Outcome mitigating(Incident incident, Mark mark, Changes changes) {
    // The service may be at it, and somebody takes it on.
    if (incident.state() == IncidentState.MITIGATING && incident.acknowledged().isPresent()) {
      return new Outcome.Unchanged(incident, "it is being mitigated already");
    }
    changes.next.mitigated = incident.mitigated().or(() -> Optional.of(mark));
    // Whoever does something about it has taken it on.
    changes.next.acknowledged = incident.acknowledged().or(() -> Optional.of(mark));
    changes.next.escalatesAt = Optional.empty();
    changes.next.state =
        incident.quietSince().isPresent() ? IncidentState.VERIFYING : IncidentState.MITIGATING;
    return stated(incident, changes, Kind.MITIGATING, mark.reason());
  }

  private static Outcome intervened(
      Incident incident, Command.Intervene command, Mark mark, Changes changes) {
    changes.intervention = Optional.of(command.intervention());
    if (incident.isOver()) {
      return said(changes, Kind.INTERVENTION, Optional.empty(), command.text());
    }
    switch (command.stage()) {
      case NOTED, NEWS, WAITING -> {}
      case ACTING -> {
        changes.next.mitigated = incident.mitigated().or(() -> Optional.of(mark));
        changes.next.state = IncidentState.MITIGATING;
      }
      case STUCK -> {
        if (incident.isUnattended() && incident.escalatesAt().isPresent()) {
          changes.next.escalatesAt = Optional.of(mark.at());
        }
      }
    }
    return stated(incident, changes, Kind.INTERVENTION, command.text());
  }

  private static Outcome resolved(Incident incident, Mark mark, Changes changes) {
    end(changes, mark);
    return stated(incident, changes, Kind.RESOLVED, mark.reason());
  }

  private static Outcome merged(
      Incident incident, Command.Merge command, Mark mark, Changes changes) {
    if (command.into().equals(incident.id())) {
      return new Outcome.Unchanged(incident, "an incident cannot be merged into itself");
    }
    end(changes, mark);
    changes.next.mergedInto = Optional.of(command.into());
    return said(changes, Kind.MERGED, Optional.of(command.into()), command.reason());
  }

  private static Outcome absorbed(Command.Absorb command, Changes changes) {
    changes.next.addRoutes(command.routes(), IncidentLife.MOST_ROUTES);
    return said(changes, Kind.LINKED, Optional.of(command.other()), command.reason());
  }

  private static Outcome linked(Incident incident, Command.Link command, Changes changes) {
    if (command.other().equals(incident.id())) {
      return new Outcome.Unchanged(incident, "an incident has to do with itself anyway");
    }
    return said(changes, Kind.LINKED, Optional.of(command.other()), command.reason());
  }

  private static void end(Changes changes, Mark mark) {
    changes.next.state = IncidentState.RESOLVED;
    changes.next.escalatesAt = Optional.empty();
    changes.next.resolved = Optional.of(mark);
  }

  private static Outcome said(Changes changes, Kind kind, Optional<String> to, String text) {
    changes.say(kind, Optional.empty(), to, text);
    return changes.applied();
  }

  private static Outcome stated(Incident incident, Changes changes, Kind kind, String text) {
    changes.say(
        kind,
        Optional.of(incident.state().toString()),
        Optional.of(changes.next.state.toString()),
        text);
    return changes.applied();
  }
}
