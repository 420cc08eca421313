package io.fivewhys.http;

import io.fivewhys.diagnose.DiagnosisTicket;

/**
 * One who waits for an answer: gives a place in the queue back when he leaves, whichever comes
 * first.
 */
final class WaitingClient {
  private DiagnosisTicket ticket;
  private boolean left;
  private Runnable afterwards = () -> {};

  /** Done once the answer is on its way: nobody waits for it. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  /** On the thread that was asked. */
  void answered() {
    afterwards.run();
  }

  synchronized void waitsFor(DiagnosisTicket its) {
    ticket = its;
    if (left) {
      its.abandon();
    }
  }

  synchronized void left() {
    left = true;
    if (ticket != null) {
      ticket.abandon();
    }
  }
}
