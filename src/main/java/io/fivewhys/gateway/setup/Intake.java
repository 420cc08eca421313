package io.fivewhys.gateway.setup;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertLimits;
import io.fivewhys.collect.push.PushLimits;
import io.fivewhys.collect.push.PushedFacts;

/** What others bring in for all gateways, kept in the data directory. */
public record Intake(AlertBook alerts, PushedFacts pushed) {

  static Intake keptIn(SourceContext context, AlertLimits alerts, PushLimits pushes) {
    return new Intake(new AlertBook(context, alerts), new PushedFacts(context, pushes));
  }
}
