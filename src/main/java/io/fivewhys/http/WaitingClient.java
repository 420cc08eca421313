package io.fivewhys.http;

import io.fivewhys.diagnose.DiagnosisTicket;

/** Gives a place in the queue back when the one who waits for it leaves, whichever comes first. */
final class WaitingClient {
  private DiagnosisTicket ticket;
  private boolean left;

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
