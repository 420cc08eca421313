package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;

/**
 * One revision of a workload, as a ReplicaSet or ControllerRevision keeps it.
 *
 * @param number as {@code kubectl rollout history} shows it
 * @param object name of the ReplicaSet or ControllerRevision
 * @param createdAt when that object was created; an undo uses an old one again
 * @param reused it had a lower number before, which an undo took away
 */
record Revision(
    long number, String object, PodTemplateSpec template, Instant createdAt, boolean reused) {

  /** The same, known to be used again. */
  Revision again() {
    return new Revision(number, object, template, createdAt, true);
  }
}
