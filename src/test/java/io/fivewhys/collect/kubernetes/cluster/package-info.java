/**
 * Holds what the Kubernetes source says against what a real cluster says when it is asked directly.
 * Run by {@code mvn verify -Pcluster -Dkubeconfig=FILE} against any cluster in which namespaces may
 * be made; all that is made is taken away again.
 */
package io.fivewhys.collect.kubernetes.cluster;
