/**
 * The vocabulary of the rules: what they see besides facts (an incident's routes, suspects and
 * troubles) and what they conclude (findings, hypotheses, evidence, proposals).
 *
 * <p>In: facts. Out: types for rules and for the engine that runs them. Holds no judgement of its
 * own beyond definitions, and must never read a clock, a file or the network.
 */
package io.fivewhys.inference;
