/**
 * A Kubernetes cluster in one process: the API that clients see, the controllers behind it, and a
 * kubelet that runs what is in the pods.
 *
 * <p>In: objects through the API, and images with what they do. Out: what the real parts make of
 * them: ReplicaSets, pods with the states of their containers, EndpointSlices, events, logs, usage.
 * Objects, reasons and messages are those of the real components. Must never show what did not
 * happen: a container that shows an exit code has ended with it.
 */
package io.fivewhys.demo.cluster;
