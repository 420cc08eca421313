package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One pod and what its containers say.
 *
 * @param name its name
 * @param namespace namespace; the snapshot's when absent
 * @param workload its owner's name
 * @param revision its workload's revision
 * @param node the node it runs on
 * @param phase as Kubernetes reports it
 * @param ready whether it is ready
 * @param restarts restarts since it was created
 * @param restartsInWindow restarts in the snapshot's window
 * @param waitingReason as the kubelet reports it: CrashLoopBackOff, ImagePullBackOff,
 *     CreateContainerConfigError
 * @param terminatedReason of the last termination: OOMKilled, Error, Completed, ContainerCannotRun,
 *     Evicted
 * @param exitCode of the last termination
 * @param message what the kubelet adds
 * @param startedAt when its containers last started
 * @param terminating it is being deleted
 * @param container the container that waits, terminated or is not ready, where one stands out
 * @param schedulingProblem why it cannot be scheduled, as the scheduler says
 * @param initContainer container is an init container
 * @param uid of the pod, as the cluster has it: another one of the same name has another
 */
public record Pod(
    @Shape(Shape.Kind.NAME) String name,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    @Shape(Shape.Kind.NAME) Optional<String> workload,
    OptionalLong revision,
    @Shape(Shape.Kind.NAME) Optional<String> node,
    Optional<Phase> phase,
    Optional<Boolean> ready,
    OptionalLong restarts,
    OptionalLong restartsInWindow,
    Optional<String> waitingReason,
    Optional<String> terminatedReason,
    OptionalInt exitCode,
    Optional<String> message,
    Optional<Instant> startedAt,
    Optional<Boolean> terminating,
    Optional<String> container,
    Optional<String> schedulingProblem,
    Optional<Boolean> initContainer,
    Optional<String> uid)
    implements Fact {

  /** Phases of a pod as Kubernetes has them. */
  public enum Phase {
    PENDING("Pending"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    UNKNOWN("Unknown");

    private final String wire;

    Phase(String wire) {
      this.wire = wire;
    }

    @Override
    public String toString() {
      return wire;
    }
  }

  /** Its owner's name, or the empty text, for joins. */
  public String owner() {
    return workload.orElse("");
  }

  /** Its node's name, or the empty text, for joins. */
  public String nodeName() {
    return node.orElse("");
  }

  /** It is not what it is meant to be: unready, crashing, or not started at all. */
  public boolean isFailing() {
    return isUnready() || isCrashing() || isEvicted();
  }

  /** Its containers run and it takes no traffic. */
  public boolean isRunningButUnready() {
    return isUnready() && phase.filter(p -> p == Phase.RUNNING).isPresent();
  }

  /** Known to be of this revision. */
  public boolean isOfRevision(OptionalLong other) {
    return revision.isPresent() && revision.equals(other);
  }

  /** Known to be of another revision. */
  public boolean isOfOtherRevision(OptionalLong other) {
    return revision.isPresent() && other.isPresent() && !revision.equals(other);
  }

  /** Known to be ready. */
  public boolean isServing() {
    return ready.orElse(false);
  }

  /** Known not to be ready, and meant to be: completed and terminating pods are none of these. */
  public boolean isUnready() {
    return ready.isPresent() && !ready.get() && !isFinished() && !terminating.orElse(false);
  }

  /** It ran to its end or was thrown out; it will not run again. */
  public boolean isFinished() {
    return phase.filter(p -> p == Phase.SUCCEEDED || p == Phase.FAILED).isPresent();
  }

  /** Its container waits for this reason, written as the kubelet writes it. */
  public boolean isWaitingFor(String reason) {
    return waitingReason.filter(reason::equals).isPresent();
  }

  /** Its container was last ended for this reason, written as the kubelet writes it. */
  public boolean wasTerminatedBy(String reason) {
    return terminatedReason.filter(reason::equals).isPresent();
  }

  /** A container of it was last ended for using more memory than its limit. */
  public boolean isOomKilled() {
    return wasTerminatedBy("OOMKilled");
  }

  /** It was thrown off its node. */
  public boolean isEvicted() {
    return wasTerminatedBy("Evicted");
  }

  /** Restarted at least once in the window; an unknown count is no restart. */
  public boolean hasRestartedInWindow() {
    return restartsInWindow.orElse(0) > 0;
  }

  /** Its container ended with an error and is started again and again, or is held back from it. */
  public boolean isCrashing() {
    boolean heldBack = isWaitingFor("CrashLoopBackOff");
    boolean failedLately =
        hasRestartedInWindow() && exitCode.isPresent() && exitCode.getAsInt() != 0;
    return heldBack || failedLately;
  }

  /** Its image cannot be had: not there, not allowed, or misspelt. */
  public boolean cannotPullImage() {
    return isWaitingFor("ImagePullBackOff")
        || isWaitingFor("ErrImagePull")
        || isWaitingFor("InvalidImageName");
  }

  /** Its container cannot be created, as a rule because something that it refers to is missing. */
  public boolean cannotBeConfigured() {
    return isWaitingFor("CreateContainerConfigError") || isWaitingFor("CreateContainerError");
  }

  /**
   * The container's command cannot be run: exit codes 126 and 127 of the shell, or the runtime says
   * so.
   */
  public boolean cannotRunCommand() {
    return wasTerminatedBy("ContainerCannotRun")
        || wasTerminatedBy("StartError")
        || isWaitingFor("RunContainerError")
        || (exitCode.isPresent() && (exitCode.getAsInt() == 126 || exitCode.getAsInt() == 127));
  }

  /** Waits for a node: the scheduler said why, or it is pending on no node. */
  public boolean isUnscheduled() {
    return schedulingProblem.isPresent()
        || (phase.filter(p -> p == Phase.PENDING).isPresent() && node.isEmpty());
  }

  /** Its containers are known to have last started after this moment. */
  public boolean startedAfter(Instant instant) {
    return startedAt.filter(start -> start.isAfter(instant)).isPresent();
  }

  /** Its containers are known to have last started before this moment. */
  public boolean startedBefore(Instant instant) {
    return startedAt.filter(start -> start.isBefore(instant)).isPresent();
  }
}
