/**
 * Reads the logs of pods: of the gateway, of what fails, and a sample of what does not.
 *
 * <p>In: the pods of a gateway's workloads, and what the API server gives of their logs. Out:
 * {@link io.fivewhys.fact.LogLines} facts, each of one pod, and a {@link io.fivewhys.fact.Blind}
 * fact for each workload whose logs could not be read. Must never read more than its bounds allow,
 * follow a log, or let one pod's silence keep the lines of another.
 */
package io.fivewhys.collect.kubernetes.logs;
