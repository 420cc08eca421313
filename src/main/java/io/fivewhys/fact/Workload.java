package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A Deployment, StatefulSet or DaemonSet and how much of it is up.
 *
 * @param name its name
 * @param namespace namespace; the snapshot's when absent
 * @param workloadKind Deployment when absent
 * @param role what it is to the gateway
 * @param desired replicas wanted
 * @param ready replicas ready
 * @param available replicas available
 * @param updated replicas of the newest revision
 * @param paused its rollout is paused
 * @param managedBy GitOps owner if any: argocd, flux, helm
 * @param createdAt when it was created
 * @param conditions bad conditions as Kubernetes names them: ReplicaFailure,
 *     ProgressDeadlineExceeded
 * @param previousDesired replicas wanted before the last scaling
 * @param lastScaledAt when it was last scaled
 * @param uid of the object, as the cluster has it: another one of the same name has another
 */
public record Workload(
    @Shape(Shape.Kind.NAME) String name,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    Optional<WorkloadKind> workloadKind,
    Optional<Role> role,
    OptionalLong desired,
    OptionalLong ready,
    OptionalLong available,
    OptionalLong updated,
    Optional<Boolean> paused,
    Optional<String> managedBy,
    Optional<Instant> createdAt,
    List<String> conditions,
    OptionalLong previousDesired,
    Optional<Instant> lastScaledAt,
    Optional<String> uid)
    implements Fact {

  public Workload {
    conditions = List.copyOf(conditions);
  }

  /** What a workload is to the gateway. */
  public enum Role {
    GATEWAY,
    UPSTREAM,
    DEPENDENCY;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The kind, Deployment unless the fact says otherwise. */
  public WorkloadKind kind() {
    return workloadKind.orElse(WorkloadKind.DEPLOYMENT);
  }

  /** Resolves names for the whole cluster. */
  public boolean isClusterDns() {
    return name.contains("coredns") || name.contains("kube-dns") || name.contains("node-local-dns");
  }

  /** Its rollout is known to be paused. */
  public boolean isPaused() {
    return paused.orElse(false);
  }

  /** Half as many replicas again, at least one more; 2 when nothing is known. */
  public long scaledOut() {
    long now = Math.max(desired.orElse(1), ready.orElse(1));
    return Math.max(now + 1, (long) Math.ceil(now * 1.5));
  }

  /** Fewer replicas are ready than wanted; false when either is unknown. */
  public boolean isShort() {
    return desired.isPresent() && ready.isPresent() && ready.getAsLong() < desired.getAsLong();
  }

  /** Replicas are wanted and every one is ready; false when either is unknown. */
  public boolean isFullyReady() {
    return desired.isPresent()
        && ready.isPresent()
        && desired.getAsLong() > 0
        && ready.getAsLong() >= desired.getAsLong();
  }

  /** It is wanted with no replica at all. */
  public boolean isScaledToZero() {
    return desired.isPresent() && desired.getAsLong() == 0;
  }

  /**
   * A controller that would put back what is changed by hand. Helm does not: it acts only when run.
   */
  public boolean isReconciledFromGit() {
    String owner = managedBy.orElse("").toLowerCase(java.util.Locale.ROOT);
    return owner.contains("argo") || owner.contains("flux");
  }
}
