/**
 * Raw log lines become facts: known errors of applications, traffic of gateways.
 *
 * <p>In: a snapshot with {@link io.fivewhys.fact.LogLines} and the patterns of {@code rules/logs}.
 * Out: {@link io.fivewhys.fact.LogPattern}, {@link io.fivewhys.fact.RouteTraffic} and {@link
 * io.fivewhys.fact.Signal} facts to stand behind the snapshot's own, and what was read of each.
 * Pure; the order of facts makes no difference. Must never refuse a line, and never contradict a
 * count that the snapshot gives itself.
 */
package io.fivewhys.logs;
