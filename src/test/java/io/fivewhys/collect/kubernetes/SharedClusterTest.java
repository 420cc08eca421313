package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one gateway's look does to another's at the same cluster. */
@Timeout(120)
class SharedClusterTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Set<Class<? extends HasMetadata>> PODS = Set.of(Pod.class);

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private MockCluster server;
  private KubernetesClusters clusters;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    server = new MockCluster(directory);
    clusters = new KubernetesClusters(server.context(clock));
    cluster = clusters.of(server.config("shop"));
    server
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("orders-1")
                .withNamespace("shop")
                .endMetadata()
                .build())
        .create();
  }

  @AfterEach
  void stop() throws IOException {
    threads.shutdownNow();
    clusters.close();
    server.close();
  }

  @Test
  void whatWasSeenEarlierIsNotThePresentWhileAnotherLookWaits() throws Exception {
    var watch =
        new KindWatch<>(
            cluster.client(), threads, WatchedKinds.of(Pod.class), Optional.of("shop"), clock);
    SeenKind before = watch.look(LONG, LONG);
    assertThat(before.sight()).isInstanceOf(Sight.Seen.class);
    assertThat(before.objects()).hasSize(1);

    clock.advance(Duration.ofMinutes(1));
    server.link().become(Link.State.FROZEN);
    Thread another = Thread.ofPlatform().start(() -> catchThrowable(() -> watch.look(LONG, LONG)));
    while (another.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    SeenKind during = watch.look(SHORT, SHORT);
    another.interrupt();
    assertThat(during.sight())
        .isInstanceOfSatisfying(
            Sight.Lost.class, it -> assertThat(it.failure().reason()).contains("another look"));
    assertThat(during.objects()).isEmpty();
    assertThat(SeenObjects.of(Map.of(Pod.class, List.of(during))).sees(Pod.class)).isFalse();
    assertThat(before.objects()).as("seen by the look before").hasSize(1);
  }

  @Test
  void whatIsNotWatchedAnyLongerIsNotSeen() throws Exception {
    var watch =
        new KindWatch<>(
            cluster.client(), threads, WatchedKinds.of(Pod.class), Optional.of("shop"), clock);
    watch.look(LONG, LONG);
    watch.close();
    SeenKind after = watch.look(LONG, LONG);
    assertThat(after.sight()).isInstanceOf(Sight.Lost.class);
    assertThat(after.objects()).isEmpty();
  }

  @Test
  void aLookIsTriedAgainLaterWhenAnotherGatewayHasTheConnectionMadeAnew() throws Exception {
    cluster.look(PODS, List.of("shop"), LONG);
    clock.advance(Duration.ofMinutes(1));
    server.link().become(Link.State.FROZEN);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread looking =
        Thread.ofPlatform()
            .start(
                () ->
                    ended.complete(
                        catchThrowable(() -> cluster.look(PODS, List.of("shop"), LONG))));
    while (looking.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    clusters.forget(cluster);
    assertPasses(ended.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aClusterThatWasClosedBeforeItWasEverAskedIsTriedAgainLater() {
    clusters.forget(cluster);
    assertPasses(catchThrowable(() -> cluster.look(PODS, List.of("shop"), LONG)));
  }

  private static void assertPasses(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.UNAVAILABLE));
  }
}
