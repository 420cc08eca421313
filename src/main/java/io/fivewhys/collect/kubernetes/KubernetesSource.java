package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Workload.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a cluster says of a gateway and of what stands behind it.
 *
 * <p>Put together of {@link ClusterReader}s, each of which reads facts of one sort off the same
 * objects: to add a sort, write a reader and give it to the constructor. The source watches the
 * kinds that the readers ask for, and says itself what they cannot see; a reader that fails or is
 * late blinds its own subject alone. All readers look at once, each on a thread of its own, and
 * have until shortly before the deadline.
 */
public final class KubernetesSource implements Source {
  /** As rules know it. */
  public static final SourceName NAME = SourceName.of("kubernetes");

  private static final Set<Class<? extends HasMetadata>> OF_WORKLOADS =
      Set.of(Deployment.class, StatefulSet.class, DaemonSet.class, ReplicaSet.class, Pod.class);

  /** Of the deadline, what the cluster may take; the rest is for the readers. */
  private static final int LOOKING_PERCENT = 60;

  private static final int READING_PERCENT = 95;

  private final KubernetesConfig config;
  private final KubernetesClusters clusters;
  private final List<ClusterReader> readers;
  private final Set<Class<? extends HasMetadata>> kinds = new LinkedHashSet<>(OF_WORKLOADS);
  private final Reading reading = new Reading();
  private final Set<String> noted = ConcurrentHashMap.newKeySet();

  /**
   * @param clusters shared by all gateways; closed by whoever made it
   * @param readers of this gateway alone; closed with the source
   */
  public KubernetesSource(
      KubernetesConfig config, KubernetesClusters clusters, List<ClusterReader> readers) {
    this.config = config;
    this.clusters = clusters;
    this.readers = List.copyOf(readers);
    readers.forEach(it -> kinds.addAll(it.kinds()));
  }

  @Override
  public SourceName name() {
    return NAME;
  }

  @Override
  public Duration deadline() {
    return config.deadline();
  }

  @Override
  public Answer ask(Look look) throws SourceFailed, InterruptedException {
    List<String> namespaces =
        config.namespaces().isEmpty() ? List.of(look.namespace()) : config.namespaces();
    Cluster cluster = clusters.of(config);
    long beganNanos = System.nanoTime();
    SeenObjects objects =
        cluster.look(kinds, namespaces, percentOfDeadline(LOOKING_PERCENT, beganNanos));
    Optional<ApiFailure> failure = objects.failure();
    if (failure.isPresent()) {
      throw failed(failure.get(), cluster, namespaces);
    }
    var seen =
        new ClusterLook(look, namespaces, objects, Workloads.of(objects, config), cluster.client());
    Set<String> notes = new LinkedHashSet<>(objects.notes());
    // What cannot be seen may be there all the same.
    if (OF_WORKLOADS.stream().allMatch(objects::sees)) {
      notes.addAll(unmatched(seen));
    }
    Map<ClusterReader, Answer> answers =
        reading.of(readers, seen, percentOfDeadline(READING_PERCENT, beganNanos));
    return together(objects, answers, notes);
  }

  private SourceFailed failed(ApiFailure failure, Cluster cluster, List<String> namespaces) {
    if (failure.code() == Code.UNAUTHENTICATED) {
      clusters.forget(cluster);
    }
    return failure.code() == Code.FORBIDDEN
        ? new SourceFailed(
            Code.FORBIDDEN,
            "may not list anything in "
                + String.join(", ", namespaces)
                + ": grant get, list and watch ("
                + cluster.server()
                + ")")
        : failure.asFailed(cluster.server());
  }

  private Duration percentOfDeadline(int percent, long beganNanos) {
    Duration all = config.deadline().multipliedBy(percent).dividedBy(100);
    Duration left = all.minusNanos(System.nanoTime() - beganNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Selectors that choose nothing, as those do that are written wrong. */
  private Set<String> unmatched(ClusterLook look) {
    Map<Role, String> selectors = new EnumMap<>(Role.class);
    selectors.put(Role.GATEWAY, "gateway-selector: " + config.gatewaySelector());
    selectors.put(Role.UPSTREAM, "upstream-selector: " + config.upstreamSelector());
    config
        .dependencySelector()
        .ifPresent(it -> selectors.put(Role.DEPENDENCY, "dependency-selector: " + it));
    look.workloads().all().forEach(it -> selectors.remove(it.role().orElseThrow()));
    Set<String> notes = new LinkedHashSet<>();
    for (String selector : selectors.values()) {
      notes.add(
          "no workload in " + String.join(", ", look.namespaces()) + " is chosen by " + selector);
    }
    return notes;
  }

  private Answer together(
      SeenObjects objects, Map<ClusterReader, Answer> answers, Set<String> notes) {
    List<Fact> facts = new ArrayList<>();
    var blanks = new Blanks();
    for (ClusterReader reader : readers) {
      for (Class<? extends HasMetadata> kind : reader.kinds()) {
        objects.troubles(kind).forEach(it -> blanks.add(reader.blind(kind, it)));
      }
      Answer answer = answers.get(reader);
      notes.addAll(answer.notes());
      for (Fact fact : answer.facts()) {
        if (fact instanceof Blind blind) {
          blanks.add(blind);
        } else {
          facts.add(fact);
        }
      }
    }
    facts.addAll(blanks.all());
    notes.removeIf(it -> !noted.add(it));
    return new Answer(facts, List.copyOf(notes));
  }

  @Override
  public void close() {
    reading.close();
    readers.forEach(ClusterReader::close);
  }
}
