package io.fivewhys.http.gateway;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertRouting;
import io.fivewhys.collect.push.PushedFacts;
import io.fivewhys.gateway.GatewayBoard;
import java.util.function.UnaryOperator;

/**
 * The gateways that are looked at, and what comes in for them from outside.
 *
 * @param board how they are doing
 * @param alerts what Alertmanager said
 * @param routing whose an alert is
 * @param pushed what scripts posted
 * @param masking takes secrets and personal data out of a text
 */
public record GatewayParts(
    GatewayBoard board,
    AlertBook alerts,
    AlertRouting routing,
    PushedFacts pushed,
    UnaryOperator<String> masking) {}
