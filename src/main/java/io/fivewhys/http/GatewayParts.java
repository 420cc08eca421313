package io.fivewhys.http;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertLimits;
import io.fivewhys.collect.alert.AlertRouting;
import io.fivewhys.collect.push.PushLimits;
import io.fivewhys.collect.push.PushedFacts;
import io.fivewhys.gateway.GatewayBoard;
import java.util.List;

/**
 * The gateways that are looked at, and what comes in for them from outside.
 *
 * @param board how they are doing
 * @param alerts what Alertmanager said
 * @param routing whose an alert is
 * @param pushed what scripts posted
 */
public record GatewayParts(
    GatewayBoard board, AlertBook alerts, AlertRouting routing, PushedFacts pushed) {

  /** Where no gateway is configured; alerts are kept all the same. */
  public static GatewayParts none(SourceContext context) {
    return new GatewayParts(
        GatewayBoard.empty(),
        new AlertBook(context, AlertLimits.defaults()),
        new AlertRouting(List.of()),
        new PushedFacts(context, PushLimits.defaults()));
  }
}
