package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.Blind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that looks at a cluster which misbehaves when told to. */
@Timeout(120)
abstract class KubernetesSourceTest {
  @TempDir Path directory;
  final SettableClock clock = new SettableClock();
  MockCluster cluster;
  KubernetesClusters clusters;
  KubernetesSource source;
  final AtomicReference<ClusterLook> seen = new AtomicReference<>();

  /** Reads nothing, and shows what there was to read. */
  record Onlooker(
      String subject, Set<Class<? extends HasMetadata>> kinds, AtomicReference<ClusterLook> seen)
      implements ClusterReader {
    @Override
    public Answer read(ClusterLook look) {
      seen.set(look);
      return Answer.of(List.of());
    }
  }

  @BeforeEach
  void start() throws IOException {
    cluster = new MockCluster(directory);
    clusters = new KubernetesClusters(cluster.context(clock));
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(
                onlooker("pods", Set.of(Pod.class)), onlooker("services", Set.of(Service.class))));
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    clusters.close();
    cluster.close();
  }

  Onlooker onlooker(String subject, Set<Class<? extends HasMetadata>> kinds) {
    return new Onlooker(subject, kinds, seen);
  }

  KubernetesSource within(Duration deadline, ClusterReader... readers) {
    return new KubernetesSource(
        config(cluster.kubeconfig(), Optional.empty(), deadline), clusters, List.of(readers));
  }

  static KubernetesConfig config(Path kubeconfig, Optional<String> context, Duration deadline) {
    return new KubernetesConfig(
        Optional.of(kubeconfig),
        context,
        List.of(),
        "app=api-gateway",
        LabelQuery.EVERYTHING,
        Optional.empty(),
        deadline);
  }

  Answer look() throws SourceFailed, InterruptedException {
    clock.advance(Duration.ofSeconds(30));
    return source.ask(new Look("gateway", "shop", clock.instant(), Duration.ofMinutes(10)));
  }

  void create(String pod) {
    cluster
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(pod)
                .withNamespace("shop")
                .endMetadata()
                .build())
        .create();
  }

  List<String> pods() {
    return seen.get().objects().list(Pod.class).stream()
        .map(it -> it.getMetadata().getName())
        .toList();
  }

  /** Looks until the pods are these. */
  Answer lookUntilPodsAre(String... names) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      try {
        Answer answer = look();
        if (pods().equals(List.of(names))) {
          return answer;
        }
      } catch (SourceFailed e) {
        assertThat(e.code().isPassing()).as(e.getMessage()).isTrue();
      }
    }
    assertThat(pods()).containsExactly(names);
    throw new AssertionError("the last look failed");
  }

  /** Asks until it sees all: the first look at a cluster may come too early. */
  Answer firstWhole(KubernetesSource other) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (true) {
      try {
        Answer answer =
            other.ask(new Look("other", "shop", clock.instant(), Duration.ofMinutes(10)));
        if (answer.isWhole() || Instant.now().isAfter(end)) {
          return answer;
        }
      } catch (SourceFailed e) {
        assertThat(e.code().isPassing()).as(e.getMessage()).isTrue();
        if (Instant.now().isAfter(end)) {
          throw e;
        }
      }
    }
  }

  static List<String> reasons(Answer answer, String subject) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(Blind.class::cast)
        .filter(it -> it.subject().equals(Optional.of(subject)))
        .map(it -> it.reason().orElse(""))
        .toList();
  }
}
