package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of configuration that is no rollout: ConfigMap, Secret (by name only), Ingress,
 * Service, NetworkPolicy, feature flag, or something outside the cluster under a Kind of its
 * own.
 *
 * @param object what was changed, as Kind/name
 * @param namespace namespace; the snapshot's when absent
 * @param at when
 * @param action what was done to it
 * @param keys the keys or paths that changed
 * @param affects workloads that read it
 * @param problem what is wrong with it, where the source can tell
 * @param from the old value, where known and not secret
 * @param to the new value
 * @param managedBy GitOps owner if any
 */
public record ConfigChange(
    @Shape(Shape.Kind.OBJECT) String object,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    Optional<Instant> at,
    Optional<Action> action,
    List<String> keys,
    @Shape(Shape.Kind.NAME) List<String> affects,
    Optional<String> problem,
    Optional<String> from,
    Optional<String> to,
    Optional<String> managedBy)
    implements Fact {

  public ConfigChange {
    keys = List.copyOf(keys);
    affects = List.copyOf(affects);
  }

  /** What was done to the object. */
  public enum Action {
    CREATED, UPDATED, DELETED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public String objectKind() {
    return object.substring(0, object.indexOf('/'));
  }

  public String objectName() {
    return object.substring(object.indexOf('/') + 1);
  }

  public boolean affects(String workload) {
    return affects.contains(workload);
  }
}
