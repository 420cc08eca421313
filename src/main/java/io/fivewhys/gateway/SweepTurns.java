package io.fivewhys.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * Which of several replicas looks at a gateway. It is the same one as long as it lives, since what
 * sources remember from look to look (how far a log was read, what is usual) stays with it; when it
 * shows no sign of life another one takes its turn. Looks that somebody asks for need no turn.
 */
public interface SweepTurns {
  /** Nobody else looks. */
  SweepTurns ALWAYS_OURS = (_, _) -> Optional.empty();

  /**
   * Takes the turn, or keeps it.
   *
   * @param interval of the gateway's looks
   * @return how long it is another's; empty when it is ours. What cannot be found out is ours: two
   *     who look are better than none.
   */
  Optional<Duration> othersFor(String gateway, Duration interval);
}
