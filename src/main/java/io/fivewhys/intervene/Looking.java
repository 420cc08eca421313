package io.fivewhys.intervene;

import io.fivewhys.gateway.SweepResult;

/** Looks at a gateway once more, now. */
@FunctionalInterface
public interface Looking {
  /**
   * @throws io.fivewhys.diagnose.DeskRefused when there is no room, or the service stops
   * @throws io.fivewhys.diagnose.DiagnosisFailed when the rules fail
   */
  SweepResult look(String gateway) throws InterruptedException;
}
