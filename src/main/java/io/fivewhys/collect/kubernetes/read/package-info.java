/**
 * Reads facts off the objects of a cluster, one reader for each sort: workloads, pods, rollouts,
 * endpoints, events, nodes, autoscalers, quotas, volumes, usage, settings.
 *
 * <p>In: what the cluster holds at one look. Out: facts under the names that rules join on, those
 * of workloads. Says what {@code kubectl get} and {@code describe} would show, and nothing that
 * these objects do not say. Must never ask the cluster for more than the usage of one look, or keep
 * more between two looks than a few numbers for each object.
 */
package io.fivewhys.collect.kubernetes.read;
