package io.fivewhys.gateway.setup;

import io.fivewhys.collect.kubernetes.KubernetesConfig;
import io.fivewhys.collect.kubernetes.change.ChangesConfig;
import io.fivewhys.collect.kubernetes.logs.LogsConfig;
import io.fivewhys.settings.Inline;

/**
 * What is looked at of a cluster.
 *
 * @param cluster which one, and what of it is the gateway's
 * @param changes what is told of changes
 * @param logs how much of pods' logs is read
 */
record ClusterConfig(@Inline KubernetesConfig cluster, ChangesConfig changes, LogsConfig logs) {}
