/**
 * Looks at what workloads use of their limits: CPU, memory, heap, connections, threads, files.
 *
 * <p>In: metrics of the kubelet, of kube-state-metrics and of the processes themselves. Out: {@link
 * io.fivewhys.fact.ResourceUsage} facts by pod. Must never put a use to a limit that is not its
 * own, nor call something unlimited because nobody told its limit.
 */
package io.fivewhys.collect.prometheus.resource;
