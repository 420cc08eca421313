package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The revisions of a workload that the cluster still keeps: ReplicaSets of a Deployment,
 * ControllerRevisions of the others. Those alone that it owns: labels are no proof, anybody may
 * have made a ReplicaSet with the same.
 */
final class Revisions {
  /** Number of a revision, at a Deployment and at its ReplicaSets. */
  static final String NUMBER = "deployment.kubernetes.io/revision";

  /**
   * One of them.
   *
   * @param keeper ReplicaSet or ControllerRevision
   * @param template of its pods, without what controllers add
   */
  record Revision(long number, ClusterObject keeper, JsonNode template) {}

  /** The oldest first. */
  private final List<Revision> all;

  private Revisions(List<Revision> all) {
    this.all = all;
  }

  static ObjectKind keeperOf(ObjectKind workload) {
    return workload == ObjectKind.DEPLOYMENT
        ? ObjectKind.REPLICA_SET
        : ObjectKind.CONTROLLER_REVISION;
  }

  static Revisions of(ApiServer api, ClusterObject workload)
      throws ApiFailed, InterruptedException {
    ObjectKind keeper = keeperOf(workload.id().kind());
    String selector = Selector.of(workload.at("/spec/selector"));
    List<Revision> found = new ArrayList<>();
    for (ClusterObject each : api.list(keeper, workload.id().namespace(), selector)) {
      if (each.isControlledBy(workload)) {
        revision(each).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingLong(Revision::number));
    return new Revisions(found);
  }

  private static Optional<Revision> revision(ClusterObject keeper) {
    boolean replicas = keeper.id().kind() == ObjectKind.REPLICA_SET;
    OptionalLong number = replicas ? annotated(keeper) : keeper.number("/revision");
    if (number.isEmpty()) {
      return Optional.empty();
    }
    JsonNode template = replicas ? PodTemplate.of(keeper) : PodTemplate.ofRevision(keeper);
    return Optional.of(new Revision(number.getAsLong(), keeper, template));
  }

  private static OptionalLong annotated(ClusterObject replicaSet) {
    try {
      return OptionalLong.of(Long.parseLong(replicaSet.annotations().getOrDefault(NUMBER, "")));
    } catch (NumberFormatException e) {
      // The controller has not numbered it yet, or somebody wrote something else there.
      return OptionalLong.empty();
    }
  }

  /** The one with the highest number, which controllers give to what is wanted at the moment. */
  Optional<Revision> latest() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /**
   * The newest before the latest whose template differs from that one's.
   *
   * @param compared what of templates counts
   */
  Optional<Revision> previous(UnaryOperator<JsonNode> compared) {
    Optional<JsonNode> now = latest().map(it -> compared.apply(it.template()));
    return all.reversed().stream()
        .filter(it -> !now.equals(Optional.of(compared.apply(it.template()))))
        .findFirst();
  }

  Optional<Revision> numbered(long number) {
    return all.stream().filter(it -> it.number() == number).findFirst();
  }

  /** For people, such as {@code 3, 5, 6}. */
  @Override
  public String toString() {
    return all.isEmpty()
        ? "none"
        : String.join(", ", all.stream().map(it -> Long.toString(it.number())).toList());
  }
}
