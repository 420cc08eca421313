/**
 * Holds what is done to a real cluster against what {@code kubectl} does to a twin of the same
 * object. Run by {@code mvn verify -Pcluster -Dkubeconfig=FILE} against any cluster in which
 * namespaces may be made; needs {@code kubectl} in the path. All that is made is taken away again.
 */
package io.fivewhys.act.kubernetes.cluster;
