/**
 * Looks at a Kubernetes cluster: workloads, pods, rollouts, endpoints, events, nodes, autoscalers,
 * quotas, usage.
 *
 * <p>In: what the API server says of the namespaces and labels of a gateway. Out: facts, and a
 * {@link io.fivewhys.fact.Blind} fact for each kind of object that may not be read. Must never
 * write to a cluster, hold a secret's value, or take a kind that may not be listed for one that has
 * none.
 */
package io.fivewhys.collect.kubernetes;
