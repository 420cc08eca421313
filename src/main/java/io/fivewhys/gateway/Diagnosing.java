package io.fivewhys.gateway;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;

/** Makes a diagnosis of what was seen, and hands both on to whoever keeps them. */
public interface Diagnosing {
  /**
   * @return as it is kept, with its id
   * @throws io.fivewhys.diagnose.DeskRefused when there is no room, or the service stops
   * @throws io.fivewhys.diagnose.DiagnosisFailed when the rules fail
   */
  Diagnosis diagnose(Snapshot snapshot) throws InterruptedException;
}
