package io.fivewhys.gateway.setup;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertLimits;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.push.PushLimits;
import io.fivewhys.collect.push.PushedFacts;
import java.time.Clock;

/** What others bring in for all gateways, kept in journals. */
public record Intake(AlertBook alerts, PushedFacts pushed) {

  static Intake keptIn(Journals journals, AlertLimits alerts, PushLimits pushes, Clock clock) {
    return new Intake(
        new AlertBook(journals, alerts, clock), new PushedFacts(journals, pushes, clock));
  }
}
