package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import io.fivewhys.fact.read.FactDraft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** CPU and memory of pods against their limits, and of nodes, as {@code kubectl top} shows them. */
public final class UsageReader implements ClusterReader {
  private static final List<Resource> RESOURCES = List.of(Resource.CPU, Resource.MEMORY);

  /** What a container, or all of them, use. */
  private record Use(Optional<String> container, double used, OptionalDouble limit) {
    double share() {
      return used / limit.orElseThrow();
    }
  }

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of();
  }

  @Override
  public String subject() {
    return "usage";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    var metrics = new UsageMetrics(look.client(), gathered);
    Map<String, PodMetrics> pods = new HashMap<>();
    for (String namespace : look.namespaces()) {
      for (PodMetrics each : metrics.ofPods(namespace)) {
        pods.put(namespace + "/" + each.getMetadata().getName(), each);
      }
    }
    for (WatchedWorkload workload : look.workloads().all()) {
      for (Pod pod : look.workloads().podsOf(workload)) {
        PodMetrics used =
            pods.get(pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName());
        if (used != null) {
          RESOURCES.forEach(it -> gather(pod, used, it, workload, gathered));
        }
      }
    }
    gatherNodes(look, metrics, gathered);
    return gathered.answer();
  }

  private static void gather(
      Pod pod, PodMetrics metrics, Resource resource, WatchedWorkload workload, Gathered gathered) {
    use(pod, metrics, resource)
        .ifPresent(
            it ->
                gathered.add(
                    draft(workload.name(), resource, it.used(), it.limit())
                        .set("namespace", workload.namespace())
                        .set("pod", pod.getMetadata().getName())
                        .set("container", it.container())));
  }

  /** Of the container that is nearest to its limit; of all together when none has a limit. */
  private static Optional<Use> use(Pod pod, PodMetrics metrics, Resource resource) {
    List<Use> uses = new ArrayList<>();
    for (ContainerMetrics each : metrics.getContainers()) {
      OptionalDouble used = Amounts.of(each.getUsage(), resource.toString());
      if (used.isPresent()) {
        uses.add(
            new Use(
                Optional.ofNullable(each.getName()),
                used.getAsDouble(),
                limit(pod, each.getName(), resource)));
      }
    }
    if (uses.isEmpty()) {
      return Optional.empty();
    }
    double all = uses.stream().mapToDouble(Use::used).sum();
    return uses.stream()
        .filter(it -> it.limit().isPresent())
        .max(Comparator.comparingDouble(Use::share))
        .or(() -> Optional.of(new Use(Optional.empty(), all, OptionalDouble.empty())));
  }

  private static OptionalDouble limit(Pod pod, String container, Resource resource) {
    List<Container> containers = pod.getSpec() == null ? List.of() : pod.getSpec().getContainers();
    return containers.stream()
        .filter(it -> it.getName() != null && it.getName().equals(container))
        .filter(it -> it.getResources() != null)
        .map(it -> Amounts.of(it.getResources().getLimits(), resource.toString()))
        .filter(it -> it.isPresent() && it.getAsDouble() > 0)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static void gatherNodes(ClusterLook look, UsageMetrics metrics, Gathered gathered) {
    Set<String> inUse = NodeReader.inUse(look);
    if (!look.objects().sees(Node.class) || inUse.isEmpty()) {
      return;
    }
    Map<String, NodeMetrics> used = new HashMap<>();
    metrics.ofNodes().forEach(it -> used.put(it.getMetadata().getName(), it));
    for (Node node : look.objects().list(Node.class)) {
      String name = node.getMetadata().getName();
      if (inUse.contains(name) && used.containsKey(name) && node.getStatus() != null) {
        for (Resource resource : RESOURCES) {
          OptionalDouble amount = Amounts.of(used.get(name).getUsage(), resource.toString());
          if (amount.isPresent()) {
            gathered.add(
                draft(
                    name,
                    resource,
                    amount.getAsDouble(),
                    Amounts.of(node.getStatus().getAllocatable(), resource.toString())));
          }
        }
      }
    }
  }

  private static FactDraft<ResourceUsage> draft(
      String workload, Resource resource, double used, OptionalDouble limit) {
    return FactDraft.of(ResourceUsage.class)
        .set("workload", workload)
        .set("resource", resource)
        .set("used", used)
        .set("limit", limit.isPresent() && limit.getAsDouble() > 0 ? limit : null)
        .set("unit", resource == Resource.CPU ? "cores" : "bytes");
  }
}
