package io.fivewhys.inference;

/**
 * If the hypothesis is true, this workload or dependency suffers from it. Needed where a cause is
 * about something that is no suspect itself: a ConfigMap, a node, a certificate.
 *
 * @param hypothesis what would be the cause
 * @param name who would suffer from it
 */
public record Concern(Hypothesis hypothesis, String name) {}
