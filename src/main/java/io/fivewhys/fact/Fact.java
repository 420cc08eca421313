package io.fivewhys.fact;

/**
 * One observation. What was not observed is empty, never zero: a rule that needs a number asks
 * whether it is there.
 *
 * <p>The records' components are the fields of {@code snapshot.schema.json}, by the same names. A
 * component that is no {@code Optional}, list or map is required, and so is a map or list whose
 * {@link Shape} says so. {@code OptionalLong} is a count (0 or more), {@code OptionalDouble} a
 * number of 0 or more unless {@link Shape} says otherwise; an enum's {@code toString} is its name
 * in JSON.
 */
public sealed interface Fact
    permits RouteTraffic,
        Workload,
        Pod,
        Rollout,
        ConfigChange,
        ResourceUsage,
        CircuitBreaker,
        DependencyProbe,
        LogPattern,
        LogLines,
        Autoscaler,
        ClusterEvent,
        NodeCondition,
        Calls,
        Endpoints,
        Certificate,
        Alert,
        Signal,
        NetworkPath,
        Component,
        Quota,
        VolumeClaim,
        Setting,
        Blind {

  /** The kind as the snapshot names it. */
  default String factKind() {
    return getClass().getSimpleName();
  }
}
