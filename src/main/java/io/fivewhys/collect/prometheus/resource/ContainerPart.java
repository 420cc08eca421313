package io.fivewhys.collect.prometheus.resource;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Part;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Promql.Tagged;
import io.fivewhys.fact.ResourceUsage.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * CPU, throttling and memory of containers against their limits.
 *
 * @see <a href="https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md">metrics
 *     of cAdvisor</a>
 * @see <a href="https://github.com/kubernetes/kube-state-metrics/blob/main/docs/README.md">metrics
 *     of kube-state-metrics</a>
 */
public final class ContainerPart implements Part {
  private static final String WHAT = "container resources";
  private static final List<String> LABELS = List.of("namespace", "pod", "container");

  private final ResourceConfig config;
  private final String namespaces;
  private final Asking used;
  private final Asking limits;
  private final Asking throttled;
  private final Asking owners;

  private record Container(String namespace, String pod, String name)
      implements Comparable<Container> {
    static Container of(Series series) {
      return new Container(
          series.label("namespace"), series.label("pod"), series.label("container"));
    }

    @Override
    public int compareTo(Container other) {
      return toString().compareTo(other.toString());
    }
  }

  public ContainerPart(ResourceConfig config, Look look) {
    this.config = config;
    List<String> names =
        config.namespaces().isEmpty() ? List.of(look.namespace()) : config.namespaces();
    this.namespaces = "namespace=~" + Promql.quotedPattern(names);
    String window = Promql.time(look.window());
    this.used =
        Asking.now(
            WHAT,
            Promql.tagged(
                "of",
                List.of(
                    new Tagged(
                        "cpu",
                        Promql.sum(
                            LABELS,
                            "rate(%s[%s])"
                                .formatted(
                                    container("container_cpu_usage_seconds_total"), window))),
                    new Tagged("memory", max("container_memory_working_set_bytes")))));
    this.limits = Asking.now("container limits", limits());
    this.throttled =
        Asking.now(
            "container throttling",
            "%s / %s"
                .formatted(
                    increase("container_cpu_cfs_throttled_periods_total", window),
                    increase("container_cpu_cfs_periods_total", window)));
    this.owners =
        Asking.now(
            "owners of pods",
            Promql.aggregate(
                "max",
                List.of("namespace", "pod", "owner_kind", "owner_name"),
                "kube_pod_owner{" + namespaces + "}"));
  }

  /** Without the pod's own cgroup, which has no container, and the pause container. */
  private String container(String metric) {
    return metric + "{container!=\"\",container!=\"POD\"," + namespaces + "}";
  }

  private String max(String metric) {
    return Promql.aggregate("max", LABELS, container(metric));
  }

  private String increase(String metric, String window) {
    return Promql.sum(LABELS, "increase(%s[%s])".formatted(container(metric), window));
  }

  /** kube-state-metrics knows them best; the kubelet's own are often dropped, and it needs none. */
  private String limits() {
    String cpu =
        "%s / %s".formatted(max("container_spec_cpu_quota"), max("container_spec_cpu_period"));
    return Promql.tagged(
        "of",
        List.of(
            new Tagged("cpu declared", declared("cpu")),
            new Tagged("memory declared", declared("memory")),
            new Tagged("cpu of cgroup", "(" + cpu + " > 0)"),
            new Tagged(
                "memory of cgroup", "(" + max("container_spec_memory_limit_bytes") + " > 0)")));
  }

  private String declared(String resource) {
    return Promql.aggregate(
        "max",
        LABELS,
        "kube_pod_container_resource_limits{resource=\"" + resource + "\"," + namespaces + "}");
  }

  @Override
  public List<Asking> asks() {
    return List.of(used, limits, throttled, owners);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    if (answers.isTold(used) && answers.of(used).isEmpty()) {
      findings.blind(
          WHAT,
          "no series of container_cpu_usage_seconds_total or container_memory_working_set_bytes"
              + " with %s; check resources.namespaces, or set resources.containers: false"
                  .formatted(namespaces));
      return;
    }
    Map<Container, Map<String, Double>> figures = new TreeMap<>();
    for (Asking asking : List.of(used, limits)) {
      for (Series series : answers.of(asking)) {
        of(figures, series).put(series.label("of"), series.value());
      }
    }
    for (Series series : answers.of(throttled)) {
      of(figures, series).put("throttled", Math.clamp(series.value(), 0, 1));
    }
    var owned = new Owners(answers.of(owners));
    var uses = new Uses(WHAT, config.maxFacts());
    figures.forEach(
        (container, known) -> {
          String workload = owned.workload(container.namespace(), container.pod());
          add(uses, workload, container, Resource.CPU, known);
          add(uses, workload, container, Resource.MEMORY, known);
        });
    uses.tell(findings);
  }

  private static Map<String, Double> of(
      Map<Container, Map<String, Double>> figures, Series series) {
    return figures.computeIfAbsent(Container.of(series), _ -> new HashMap<>());
  }

  private static void add(
      Uses uses,
      String workload,
      Container container,
      Resource resource,
      Map<String, Double> known) {
    String name = resource.toString();
    Double used = known.get(name);
    Double throttled = resource == Resource.CPU ? known.get("throttled") : null;
    if (used == null && throttled == null) {
      return;
    }
    Double limit = known.getOrDefault(name + " declared", known.get(name + " of cgroup"));
    uses.add(
        new Use(
            workload,
            Optional.of(container.namespace()),
            Optional.of(container.pod()),
            Optional.of(container.name()),
            resource,
            boxed(used),
            limit == null || limit <= 0 ? OptionalDouble.empty() : boxed(limit),
            boxed(throttled)));
  }

  private static OptionalDouble boxed(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
