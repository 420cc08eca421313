package io.fivewhys;

import io.fivewhys.cases.CaseLimits;
import io.fivewhys.cases.CaseSelection;
import io.fivewhys.cases.CaseSuite;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.Rulebooks;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Does once, unasked, what the first change of rules would have to wait for: a compiler and cases
 * in a new process take several seconds, and a tenth of that from the second time on. The first
 * diagnoses gain by it too.
 */
record WarmUp(Rulebook rulebook, DiagnosisPolicy policy) implements Runnable {

  /** One at a time, so that diagnoses have the other processors. */
  private static final CaseLimits LIMITS = new CaseLimits(1, Duration.ofMinutes(1));

  /** On a thread of its own that does not keep the process alive. */
  void begin() {
    Thread.ofPlatform().name("rules-warm-up").daemon().priority(Thread.MIN_PRIORITY).start(this);
  }

  @Override
  public void run() {
    try {
      Rulebooks.warmUp();
      CaseSuite.of(rulebook.files()).run(rulebook, policy, CaseSelection.all(), LIMITS);
    } catch (RulebookRefused | InterruptedException e) {
      // Nobody waits for this; whoever asks for the same will be told.
      LoggerFactory.getLogger(WarmUp.class).debug("Not warmed up", e);
    }
  }
}
