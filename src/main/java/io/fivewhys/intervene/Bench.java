package io.fivewhys.intervene;

import io.fivewhys.database.Database;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Silence;
import io.fivewhys.mitigate.Actuators;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.World;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Interventions;
import io.fivewhys.store.MitigationControl;
import io.fivewhys.store.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What all who work on interventions share.
 *
 * @param policy in force
 * @param control stop switch and numbers of intents
 */
record Bench(
    Database database,
    Interventions interventions,
    MitigationControl control,
    Incidents incidents,
    Silences silences,
    Actuators actuators,
    PolicyInForce policy,
    IncidentNotes notes,
    InterventionListener listener) {

  Instant now() {
    return database.clock().instant();
  }

  /** What guards have to know, without what is judged itself. */
  World world(Handle handle, Intervention it, Instant now) {
    CauseKey cause = it.recommendation().cause();
    List<Silence> silent = silences.matching(handle, it.gateway(), Optional.of(cause), now);
    return new World(
        now,
        control.read(handle).stopped(),
        silent.stream()
            .reduce((_, last) -> last)
            .map(s -> "silenced by %s until %s: %s".formatted(s.author(), s.endsAt(), s.reason())),
        interventions.past(handle, it.id(), now),
        interventions.alike(handle, it.remedy().action(), cause.category()),
        incidents.gatewaysWithOpen(handle));
  }

  /**
   * Moves one that is as it was when somebody decided, within a transaction of its own that has the
   * gateway's lock.
   *
   * @param decide what becomes of it as it is now; empty: nothing
   * @return the move that is on the disk
   */
  Optional<Move> move(String id, String gateway, Function<Deciding, Optional<Move>> decide) {
    return move(id, gateway, decide, (_, _) -> {});
  }

  /**
   * The same.
   *
   * @param afterwards what follows from the move, within the same transaction
   */
  Optional<Move> move(
      String id,
      String gateway,
      Function<Deciding, Optional<Move>> decide,
      BiConsumer<Deciding, Move> afterwards) {
    // Before the transaction: to ask for it may need a connection of its own.
    Instant now = now();
    Optional<Move> moved =
        database.write(
            handle -> {
              notes.lock(handle, gateway);
              Optional<Intervention> found = interventions.getForUpdate(handle, id);
              if (found.isEmpty()) {
                return Optional.empty();
              }
              var deciding = new Deciding(handle, found.get(), now);
              Optional<Move> move = decide.apply(deciding);
              move.ifPresent(
                  it -> {
                    apply(handle, it, now);
                    afterwards.accept(deciding, it);
                  });
              return move;
            });
    moved.ifPresent(this::told);
    return moved;
  }

  /** What a decision may use. */
  record Deciding(Handle handle, Intervention it, Instant now) {}

  /** Within a transaction that has the gateway's lock. */
  void apply(Handle handle, Move move, Instant now) {
    interventions.apply(handle, move);
    Notes.of(move)
        .ifPresent(
            it -> {
              String actor = move.entry().orElseThrow().actor();
              notes.note(handle, move.after().incident(), it, actor, now);
            });
  }

  void told(Move move) {
    listener.moved(move);
    if (move.entry().isPresent()) {
      notes.told();
    }
  }
}
