package io.fivewhys.collect.kubernetes.read;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the container says that stands out of a pod.
 *
 * @param terminatedReason of its last termination
 * @param exitCode of its last termination
 */
record ContainerTrouble(
    String container,
    boolean initContainer,
    Optional<String> waitingReason,
    Optional<String> terminatedReason,
    OptionalInt exitCode,
    Optional<String> message) {}
