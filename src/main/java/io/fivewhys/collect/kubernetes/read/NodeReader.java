package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.fact.NodeCondition;
import io.fivewhys.fact.NodeCondition.Condition;
import io.fivewhys.fact.read.FactDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether nodes are well: those that pods of the namespaces lie on, and those that are not. */
public final class NodeReader implements ClusterReader {
  private static final int MOST_UNWELL = 100;
  private static final String CORDONED = "node.kubernetes.io/unschedulable";

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Node.class);
  }

  @Override
  public String subject() {
    return "nodes";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    Set<String> inUse = inUse(look);
    int unwell = 0;
    for (Node node : look.objects().list(Node.class)) {
      List<FactDraft<NodeCondition>> conditions = conditions(node);
      if (inUse.contains(node.getMetadata().getName())) {
        ready(node).ifPresent(conditions::addFirst);
        conditions.forEach(gathered::add);
      } else if (isUnwell(node) && unwell++ < MOST_UNWELL) {
        ready(node).ifPresent(conditions::addFirst);
        conditions.forEach(gathered::add);
      }
    }
    if (unwell > MOST_UNWELL) {
      gathered.missing(unwell - MOST_UNWELL + " nodes that are unwell more than " + MOST_UNWELL);
    }
    return gathered.answer();
  }

  /** Nodes that pods of the namespaces lie on. */
  static Set<String> inUse(ClusterLook look) {
    Set<String> names = new TreeSet<>();
    for (Pod pod : look.objects().list(Pod.class)) {
      if (pod.getSpec() != null && pod.getSpec().getNodeName() != null) {
        names.add(pod.getSpec().getNodeName());
      }
    }
    return names;
  }

  private static boolean isUnwell(Node node) {
    return !conditions(node).isEmpty()
        || condition(node, Condition.READY).filter(it -> "True".equals(it.getStatus())).isEmpty();
  }

  private static Optional<FactDraft<NodeCondition>> ready(Node node) {
    return condition(node, Condition.READY)
        .map(it -> draft(node, Condition.READY, "True".equals(it.getStatus()), it));
  }

  /** What is bad about it, apart from not being ready. */
  private static List<FactDraft<NodeCondition>> conditions(Node node) {
    List<FactDraft<NodeCondition>> bad = new ArrayList<>();
    Arrays.stream(Condition.values())
        .filter(it -> it != Condition.READY && it != Condition.UNSCHEDULABLE)
        .forEach(
            kind ->
                condition(node, kind)
                    .filter(it -> "True".equals(it.getStatus()))
                    .ifPresent(it -> bad.add(draft(node, kind, true, it))));
    if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      bad.add(
          FactDraft.of(NodeCondition.class)
              .set("node", node.getMetadata().getName())
              .set("condition", Condition.UNSCHEDULABLE)
              .set("status", true)
              .set("since", cordonedAt(node))
              .set("reason", "cordoned"));
    }
    return bad;
  }

  private static FactDraft<NodeCondition> draft(
      Node node,
      Condition kind,
      boolean status,
      io.fabric8.kubernetes.api.model.NodeCondition condition) {
    // A node that nobody hears of has an unknown status, and says so in its reason.
    Optional<String> reason =
        Said.line(condition.getMessage()).or(() -> Said.line(condition.getReason()));
    boolean well = kind == Condition.READY && status;
    return FactDraft.of(NodeCondition.class)
        .set("node", node.getMetadata().getName())
        .set("condition", kind)
        .set("status", status)
        .set("since", Metadata.instant(condition.getLastTransitionTime()))
        .set("reason", well ? Optional.empty() : reason);
  }

  private static Optional<io.fabric8.kubernetes.api.model.NodeCondition> condition(
      Node node, Condition kind) {
    return node.getStatus() == null
        ? Optional.empty()
        : node.getStatus().getConditions().stream()
            .filter(it -> kind.toString().equals(it.getType()))
            .findFirst();
  }

  private static Optional<Instant> cordonedAt(Node node) {
    return node.getSpec().getTaints().stream()
        .filter(it -> CORDONED.equals(it.getKey()))
        .map(Taint::getTimeAdded)
        .findFirst()
        .flatMap(Metadata::instant);
  }
}
