package io.fivewhys.intervene;

import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Command.Intervene.Stage;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Move;
import java.util.Optional;

/** What of a move the incident is told. */
final class Notes {
  private Notes() {}

  /**
   * Empty for what people need not hear of: that something was begun, before it is known if. Who
   * asked for it and who let it be done stands there.
   */
  static Optional<Command.Intervene> of(Move move) {
    if (move.entry().isEmpty()) {
      return Optional.empty();
    }
    Optional<Stage> stage =
        switch (move.after().state()) {
          case PLANNED, APPROVED ->
              Optional.of(Stage.NOTED)
                  .filter(_ -> !move.entry().get().actor().equals(Actor.SERVICE));
          case INTENDED -> Optional.empty();
          case WAITING -> Optional.of(Stage.WAITING);
          case ACTING -> Optional.of(Stage.ACTING);
          case UNKNOWN -> Optional.of(Stage.STUCK);
          case REFUSED, VERIFYING, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN ->
              Optional.of(Stage.NEWS);
        };
    return stage.map(it -> new Command.Intervene(it, move.after().id(), text(move.after(), move)));
  }

  private static String text(Intervention it, Move move) {
    return "%s %s (%s): %s"
        .formatted(it.remedy().words(), it.state(), it.id(), move.entry().orElseThrow().text());
  }
}
