package io.fivewhys.demo.cluster;

/** What the kubelet and its workers share. */
record KubeletParts(
    ClusterStore store,
    EventRecorder events,
    PodNetwork network,
    Image.Registry registry,
    Pace pace) {}
