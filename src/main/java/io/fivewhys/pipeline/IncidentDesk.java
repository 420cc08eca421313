package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Commands;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Outcome;
import io.fivewhys.incident.Step;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Incidents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** Incidents for those who read them and act on them. Blocks; safe for use by threads. */
public final class IncidentDesk {
  /** How far back earlier incidents of the same cause are looked for. */
  public static final Duration MEMORY = Duration.ofDays(30);

  private static final int MOST_EARLIER = 50;

  private final Database database;
  private final Incidents incidents;
  private final Fixes fixes;
  private final Announcer announcer;
  private final Runnable courier;

  /**
   * @param courier called when there may be something to deliver
   */
  IncidentDesk(
      Database database, Incidents incidents, Fixes fixes, Announcer announcer, Runnable courier) {
    this.database = database;
    this.incidents = incidents;
    this.fixes = fixes;
    this.announcer = announcer;
    this.courier = courier;
  }

  /** What a command came to. */
  public sealed interface Answer {
    record Done(Incident incident) implements Answer {}

    /** It came late or twice, and changed nothing. */
    record Unchanged(Incident incident, String why) implements Answer {}

    /** There is no such incident. */
    record Unknown(String id) implements Answer {}

    /** The incident that it names cannot be named there. */
    record Unfit(String why) implements Answer {}
  }

  public Optional<Incident> get(String id) {
    return database.read(handle -> incidents.get(handle, id));
  }

  public List<Incident> list(IncidentFilter filter, Optional<String> before, int limit) {
    return database.read(handle -> incidents.list(handle, filter, before, limit));
  }

  public List<TimelineEntry> timeline(String id, long after, int limit) {
    return database.read(handle -> incidents.timeline(handle, id, after, limit));
  }

  /** Of the same gateway, cause and subject within {@link #MEMORY}, the newest first. */
  public List<Incident> earlier(Incident incident) {
    Instant since = incident.openedAt().minus(MEMORY);
    return database.read(handle -> incidents.earlier(handle, incident, since, MOST_EARLIER));
  }

  /** What was recommended for the cause of an incident, now and before. */
  public List<Fixes.Fix> fixes(Incident incident) {
    return incident
        .cause()
        .map(it -> database.read(handle -> fixes.of(handle, incident.gateway(), it.key())))
        .orElse(List.of());
  }

  /** The newest of those that are done, or of those that are not. */
  public List<Fixes.Fix> fixes(boolean done, Optional<Long> before, int limit) {
    return database.read(handle -> fixes.list(handle, done, before, limit));
  }

  /**
   * A fix that is done.
   *
   * @param isNews false when it was done before
   */
  public record Fixed(Fixes.Fix fix, boolean isNews) {}

  /**
   * Notes that a fix is done.
   *
   * @return as it is then; empty when there is none of this id
   */
  public Optional<Fixed> fixed(long id, String actor) {
    Instant now = database.clock().instant();
    return database.write(
        handle -> {
          boolean isNews = fixes.done(handle, id, actor, now);
          return fixes.get(handle, id).map(it -> new Fixed(it, isNews));
        });
  }

  /** How many are open, by state and severity. */
  public List<Incidents.StateCount> counts() {
    return database.read(incidents::counts);
  }

  /**
   * Does what somebody wants, all or nothing.
   *
   * @param actor as authenticated
   */
  public Answer command(String id, Command command, String actor) {
    return command(id, command, actor, (_, _) -> {});
  }

  /**
   * The same.
   *
   * @param alongside what belongs into the same transaction; may be called more than once
   */
  public Answer command(
      String id, Command command, String actor, BiConsumer<Handle, Answer> alongside) {
    Instant now = database.clock().instant();
    Answer answer =
        database.write(
            handle -> {
              Answer came = commanded(handle, id, command, actor, now);
              alongside.accept(handle, came);
              return came;
            });
    if (answer instanceof Answer.Done) {
      courier.run();
    }
    return answer;
  }

  private Answer commanded(Handle handle, String id, Command command, String actor, Instant now) {
    Optional<Incident> found = incidents.get(handle, id);
    if (found.isEmpty()) {
      return new Answer.Unknown(id);
    }
    // The same row first as whoever takes in a sighting, so that none waits for the other for ever.
    incidents.lock(handle, found.get().gateway());
    Incident incident = incidents.getForUpdate(handle, id).orElseThrow();
    Optional<Answer> unfit = unfit(handle, incident, command);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return switch (Commands.apply(incident, command, actor, now)) {
      case Outcome.Unchanged(Incident as, String why) -> new Answer.Unchanged(as, why);
      case Outcome.Applied(Step step) -> {
        apply(handle, step, now);
        counterpart(handle, incident, command, actor, now);
        yield new Answer.Done(step.after());
      }
    };
  }

  private Optional<Answer> unfit(Handle handle, Incident incident, Command command) {
    return switch (command) {
      case Command.Merge(String into, _) -> {
        Optional<Incident> other = incidents.get(handle, into);
        boolean fits =
            other.filter(it -> it.gateway().equals(incident.gateway()) && !it.isOver()).isPresent();
        yield fits
            ? Optional.empty()
            : Optional.of(
                new Answer.Unfit(
                    "into must be an incident of %s that is not over; %s is not"
                        .formatted(incident.gateway(), into)));
      }
      case Command.Link(String other, _) ->
          incidents.get(handle, other).isPresent()
              ? Optional.empty()
              : Optional.of(new Answer.Unfit("there is no incident " + other));
      case Command.Acknowledge _,
          Command.Assign _,
          Command.Comment _,
          Command.Mitigate _,
          Command.Intervene _,
          Command.Absorb _,
          Command.Resolve _ ->
          Optional.empty();
    };
  }

  /** What names another is noted there too. */
  private void counterpart(
      Handle handle, Incident incident, Command command, String actor, Instant now) {
    Optional<Command> there =
        switch (command) {
          case Command.Merge(String into, String reason) ->
              Optional.of(
                  new Command.Link(
                      incident.id(), "goes on here: " + incident.title() + why(reason)));
          case Command.Link(_, String reason) ->
              Optional.of(new Command.Link(incident.id(), "linked from there" + why(reason)));
          case Command.Acknowledge _,
              Command.Assign _,
              Command.Comment _,
              Command.Mitigate _,
              Command.Intervene _,
              Command.Absorb _,
              Command.Resolve _ ->
              Optional.empty();
        };
    String id =
        switch (command) {
          case Command.Merge(String into, _) -> into;
          case Command.Link(String other, _) -> other;
          case Command.Acknowledge _,
              Command.Assign _,
              Command.Comment _,
              Command.Mitigate _,
              Command.Intervene _,
              Command.Absorb _,
              Command.Resolve _ ->
              "";
        };
    there.ifPresent(
        it -> {
          Incident other = incidents.getForUpdate(handle, id).orElseThrow();
          if (Commands.apply(other, it, actor, now) instanceof Outcome.Applied(Step step)) {
            apply(handle, step, now);
          }
        });
  }

  private static String why(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private void apply(Handle handle, Step step, Instant now) {
    incidents.apply(handle, step);
    announcer.announce(handle, step, now);
  }
}
