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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What processes tell of themselves: heap of a JVM (Micrometer and Prometheus' own client, old and
 * new), connections of HikariCP, busy threads of Tomcat and Jetty, open files. A process that tells
 * none of it is no gap: few tell all.
 */
public final class ProcessPart implements Part {
  private static final String WHAT = "process resources";

  /** Labels that may name the workload, the best first. */
  private static final List<String> NAMES =
      List.of("workload", "app", "application", "service", "job");

  /** A resource with what is used of it and how much there is, by metric; the first there is. */
  private record Pair(Resource resource, String used, String limit, List<String> matchers) {}

  private static final List<Pair> PAIRS =
      List.of(
          heap("jvm_memory_used_bytes", "jvm_memory_max_bytes"),
          heap("jvm_memory_bytes_used", "jvm_memory_bytes_max"),
          new Pair(
              Resource.CONNECTIONS,
              "hikaricp_connections_active",
              "hikaricp_connections_max",
              List.of()),
          new Pair(
              Resource.THREADS,
              "tomcat_threads_busy_threads",
              "tomcat_threads_config_max_threads",
              List.of()),
          new Pair(Resource.THREADS, "jetty_threads_busy", "jetty_threads_config_max", List.of()),
          new Pair(Resource.FILE_DESCRIPTORS, "process_open_fds", "process_max_fds", List.of()),
          new Pair(
              Resource.FILE_DESCRIPTORS,
              "process_files_open_files",
              "process_files_max_files",
              List.of()));

  private final ResourceConfig config;
  private final List<String> matchers;
  private final List<String> labels = new ArrayList<>();
  private final Asking used;
  private final Asking limits;
  private final Asking owners;

  private static Pair heap(String used, String limit) {
    return new Pair(Resource.HEAP, used, limit, List.of("area=\"heap\""));
  }

  public ProcessPart(ResourceConfig config, Look look) {
    this.config = config;
    List<String> names =
        config.namespaces().isEmpty() ? List.of(look.namespace()) : config.namespaces();
    String namespaces = "namespace=~" + Promql.quotedPattern(names);
    this.matchers = List.of(config.selector().orElse(namespaces));
    labels.addAll(List.of("namespace", "pod", "instance"));
    config.workloadLabel().ifPresent(labels::add);
    NAMES.stream().filter(it -> !labels.contains(it)).forEach(labels::add);
    this.used = Asking.now(WHAT, tagged(false));
    this.limits = Asking.now(WHAT, tagged(true));
    this.owners =
        Asking.now(
            "owners of pods",
            Promql.aggregate(
                "max",
                List.of("namespace", "pod", "owner_kind", "owner_name"),
                "kube_pod_owner{" + namespaces + "}"));
  }

  private String tagged(boolean limit) {
    List<Tagged> all = new ArrayList<>();
    for (int i = 0; i < PAIRS.size(); i++) {
      Pair pair = PAIRS.get(i);
      List<String> which = new ArrayList<>(pair.matchers());
      which.addAll(matchers);
      List<String> by = new ArrayList<>(labels);
      if (pair.resource() == Resource.CONNECTIONS) {
        by.add("pool");
      }
      String metric = (limit ? pair.limit() : pair.used()) + "{" + String.join(",", which) + "}";
      // A pool of the heap without a bound has -1.
      all.add(new Tagged(String.valueOf(i), Promql.sum(by, limit ? metric + " > 0" : metric)));
    }
    return Promql.tagged("pair", all);
  }

  @Override
  public List<Asking> asks() {
    return List.of(used, limits, owners);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    Map<Map<String, String>, Double> most = new HashMap<>();
    answers.of(limits).forEach(series -> most.put(series.labels(), series.value()));
    var owned = new Owners(answers.of(owners));
    var uses = new Uses(WHAT, config.maxFacts());
    for (Series series : answers.of(used)) {
      Double limit = most.get(series.labels());
      int pair = number(series.label("pair"));
      if (limit != null && pair >= 0 && !workload(series, owned).isEmpty()) {
        uses.add(use(series, PAIRS.get(pair).resource(), limit, owned));
      }
    }
    uses.tell(findings);
  }

  private static int number(String written) {
    return written.matches("\\d") && Integer.parseInt(written) < PAIRS.size()
        ? Integer.parseInt(written)
        : -1;
  }

  private Use use(Series series, Resource resource, double limit, Owners owned) {
    return new Use(
        workload(series, owned),
        given(series.label("namespace")),
        given(series.label("pod")),
        Optional.empty(),
        resource,
        OptionalDouble.of(series.value()),
        OptionalDouble.of(limit),
        OptionalDouble.empty());
  }

  private String workload(Series series, Owners owned) {
    Optional<String> named = config.workloadLabel().flatMap(it -> given(series.label(it)));
    if (named.isPresent()) {
      return named.get();
    }
    String pod = series.label("pod");
    if (!pod.isEmpty()) {
      return owned.workload(series.label("namespace"), pod);
    }
    return NAMES.stream().map(series::label).filter(it -> !it.isEmpty()).findFirst().orElse("");
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }
}
