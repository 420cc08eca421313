package io.fivewhys.http.serve;

import io.fivewhys.diagnose.DiagnosisTicket;

/**
 * One who waits for an answer: gives a place in the queue back when he leaves, whichever comes
 * first, and what is done for nobody else is given up.
 */
public final class WaitingClient {
  private Runnable whenLeft = () -> {};
  private boolean left;
  private Runnable afterwards = () -> {};

  /** Done once the answer is on its way: nobody waits for it. */
  public void afterwards(Runnable work) {
    afterwards = work;
  }

  /** On the thread that was asked. */
  void answered() {
    afterwards.run();
  }

  /** Gives the place in the queue back when he leaves. */
  public void waitsFor(DiagnosisTicket its) {
    whenLeft(its::abandon);
  }

  /**
   * @param giveUp done once when he leaves, at once if he has left; in place of what was to be done
   *     before
   */
  synchronized void whenLeft(Runnable giveUp) {
    whenLeft = giveUp;
    if (left) {
      giveUp.run();
    }
  }

  synchronized void left() {
    if (!left) {
      left = true;
      whenLeft.run();
    }
  }
}
