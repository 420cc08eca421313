package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.fact.Blind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KubernetesSourceTest {
  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();
  private MockCluster cluster;
  private KubernetesClusters clusters;
  private KubernetesSource source;
  private final AtomicReference<ClusterLook> seen = new AtomicReference<>();

  /** Reads nothing, and shows what there was to read. */
  private record Onlooker(
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

  private Onlooker onlooker(String subject, Set<Class<? extends HasMetadata>> kinds) {
    return new Onlooker(subject, kinds, seen);
  }

  private KubernetesSource within(Duration deadline, ClusterReader... readers) {
    return new KubernetesSource(
        new KubernetesConfig(
            Optional.of(cluster.kubeconfig()),
            Optional.empty(),
            List.of(),
            "app=api-gateway",
            LabelQuery.EVERYTHING,
            Optional.empty(),
            deadline),
        clusters,
        List.of(readers));
  }

  private Answer look() throws SourceFailed, InterruptedException {
    clock.advance(Duration.ofSeconds(30));
    return source.ask(new Look("gateway", "shop", clock.instant(), Duration.ofMinutes(10)));
  }

  private void create(String pod) {
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

  private List<String> pods() {
    return seen.get().objects().list(Pod.class).stream()
        .map(it -> it.getMetadata().getName())
        .toList();
  }

  /** Looks until the pods are these. */
  private Answer lookUntilPodsAre(String... names) throws Exception {
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
  private Answer firstWhole(KubernetesSource other) throws Exception {
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

  private static List<String> reasons(Answer answer, String subject) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(Blind.class::cast)
        .filter(it -> it.subject().equals(Optional.of(subject)))
        .map(it -> it.reason().orElse(""))
        .toList();
  }

  @Test
  void seesWhatIsThereAtTheFirstLook() throws Exception {
    create("orders-1");
    Answer answer = look();
    assertThat(pods()).containsExactly("orders-1");
    assertThat(answer.isWhole()).isTrue();
    assertThat(answer.notes())
        .containsExactly(
            "no workload in shop is chosen by gateway-selector: app=api-gateway",
            "no workload in shop is chosen by upstream-selector: all");
    assertThat(look().notes()).isEmpty();
  }

  @Test
  void seesWhatChangesBetweenLooks() throws Exception {
    create("orders-1");
    look();
    create("orders-2");
    lookUntilPodsAre("orders-1", "orders-2");
    cluster.client().pods().inNamespace("shop").withName("orders-1").delete();
    lookUntilPodsAre("orders-2");
  }

  @Test
  void missingRightBlindsOneKindAndNamesWhatToGrant() throws Exception {
    create("orders-1");
    cluster.forbid("/services");
    Answer answer = look();
    assertThat(reasons(answer, "services"))
        .containsExactly("may not list services in shop: grant get, list and watch");
    assertThat(reasons(answer, "pods")).isEmpty();
    assertThat(pods()).containsExactly("orders-1");
    assertThat(seen.get().objects().sees(Service.class)).isFalse();
    assertThat(seen.get().objects().sees(Pod.class)).isTrue();
  }

  @Test
  void rightThatIsGrantedLaterIsPickedUp() throws Exception {
    create("orders-1");
    cluster.forbid("/pods");
    assertThat(reasons(look(), "pods")).hasSize(1);
    cluster.behave("/pods");
    assertThat(reasons(lookUntilPodsAre("orders-1"), "pods")).isEmpty();
  }

  @Test
  void rightThatIsTakenAwayBlindsAtOnce() throws Exception {
    create("orders-1");
    look();
    cluster.forbid("/pods");
    assertThat(reasons(look(), "pods")).hasSize(1);
    assertThat(pods()).isEmpty();
    cluster.behave("/pods");
    lookUntilPodsAre("orders-1");
  }

  @Test
  void missingRightToWatchIsNamed() throws Exception {
    cluster.forbidWatching("/pods");
    assertThat(reasons(look(), "pods"))
        .containsExactly("may not watch pods in shop: grant get, list and watch");
    assertThat(seen.get().objects().sees(Pod.class)).isFalse();
  }

  @Test
  void noRightsAtAllFailTheSource() {
    cluster.forbid("s");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.FORBIDDEN);
              assertThat(it).hasMessageContaining("may not list anything in shop");
            });
  }

  @Test
  void credentialsThatAreNotAcceptedFailTheSourceUntilTheyAreRenewed() throws Exception {
    cluster.answer("s", 401, "{}");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.UNAUTHENTICATED));
    cluster.behave("s");
    create("orders-1");
    lookUntilPodsAre("orders-1");
  }

  @Test
  void goesBackToOlderApisAndSaysSoOnce() throws Exception {
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(
                onlooker("endpoints", Set.of(EndpointSlice.class)),
                onlooker("autoscalers", Set.of(HorizontalPodAutoscaler.class))));
    cluster.hide("/apis/discovery.k8s.io/v1/");
    cluster.hide("/apis/autoscaling/v2/");
    cluster.hide("/apis/autoscaling/v2beta2/");
    Answer answer = look();
    assertThat(answer.isWhole()).isTrue();
    assertThat(answer.notes())
        .contains(
            "this cluster has no discovery.k8s.io/v1; endpointslices.discovery.k8s.io are read"
                + " from discovery.k8s.io/v1beta1",
            "this cluster has no autoscaling/v2; horizontalpodautoscalers.autoscaling are read"
                + " from autoscaling/v1");
    assertThat(look().notes()).isEmpty();
  }

  @Test
  void goesBackToEndpointsWhereThereAreNoSlicesAtAll() throws Exception {
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(onlooker("endpoints", Set.of(EndpointSlice.class))));
    cluster.hide("/apis/discovery.k8s.io/");
    cluster
        .client()
        .resource(
            new io.fabric8.kubernetes.api.model.EndpointsBuilder()
                .withNewMetadata()
                .withName("orders")
                .withNamespace("shop")
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp("10.0.0.1")
                .endAddress()
                .endSubset()
                .build())
        .create();
    look();
    List<EndpointSlice> slices = seen.get().objects().list(EndpointSlice.class);
    assertThat(slices).hasSize(1);
    assertThat(Metadata.labels(slices.getFirst()))
        .containsEntry("kubernetes.io/service-name", "orders");
    assertThat(slices.getFirst().getEndpoints().getFirst().getAddresses())
        .containsExactly("10.0.0.1");
  }

  @Test
  void kindThatTheClusterDoesNotKnowIsNotedAndBlindsNothing() throws Exception {
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(
                onlooker(
                    "changes",
                    Set.of(io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute.class))));
    cluster.hide("/apis/gateway.networking.k8s.io/");
    Answer answer = look();
    assertThat(answer.isWhole()).isTrue();
    assertThat(answer.notes()).contains("this cluster has no httproutes.gateway.networking.k8s.io");
  }

  @Test
  void serverThatIsGoneFailsTheSourceAndComesBack() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.UNREACHABLE);
              assertThat(it).hasMessageContaining("127.0.0.1");
            });
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void serverThatNeverAnswersFailsTheSourceWithinTheDeadlineAndComesBack() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.FROZEN);
    source = within(Duration.ofSeconds(3), onlooker("pods", Set.of(Pod.class)));
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.TIMEOUT));
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void connectionsThatDieSilentlyAreMadeAnew() throws Exception {
    create("orders-1");
    look();
    cluster.link().forgetOpenConnections();
    create("orders-2");
    clock.advance(Duration.ofMinutes(3));
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void droppedConnectionsDoNotBlind() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    cluster.link().become(Link.State.OPEN);
    create("orders-2");
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }

  @Test
  void watchThatExpiredIsListedAgain() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    cluster.expireNextWatch("/pods");
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }

  @Test
  void watchThatExpiresWhileItRunsIsListedAgain() throws Exception {
    create("orders-1");
    cluster.expireNextWatchLater("/pods");
    look();
    create("orders-2");
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }

  @Test
  void nonsenseOfOneKindBlindsThatKind() throws Exception {
    create("orders-1");
    cluster.answer("/services", 200, "<html>Welcome to the portal</html>");
    Answer answer = look();
    assertThat(reasons(answer, "services"))
        .singleElement()
        .asString()
        .contains("what nobody can read");
    assertThat(pods()).containsExactly("orders-1");
  }

  @Test
  void errorOfOneKindBlindsThatKind() throws Exception {
    cluster.answer(
        "/services", 500, "{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd\\u0007 down\"}");
    assertThat(reasons(look(), "services"))
        .singleElement()
        .asString()
        .startsWith("the API server fails: 500")
        .doesNotContain("\u0007");
  }

  @Test
  void nonsenseOfEverythingFailsTheSource() {
    cluster.answer("s", 200, "[[[[");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.NONSENSE));
  }

  @Test
  void serverThatIsNoClusterFailsTheSource() {
    cluster.hide("/");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.NOT_FOUND);
              assertThat(it).hasMessageContaining("is it a cluster?");
            });
  }

  @Test
  void missingKubeconfigIsSaid() {
    source =
        new KubernetesSource(
            new KubernetesConfig(
                Optional.of(Path.of("nowhere")),
                Optional.empty(),
                List.of(),
                "app=api-gateway",
                LabelQuery.EVERYTHING,
                Optional.empty(),
                Duration.ofSeconds(5)),
            clusters,
            List.of());
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.MISCONFIGURED);
              assertThat(it).hasMessageContaining("nowhere");
            });
  }

  @Test
  void unknownContextIsSaid() {
    source =
        new KubernetesSource(
            new KubernetesConfig(
                Optional.of(cluster.kubeconfig()),
                Optional.of("staging"),
                List.of(),
                "app=api-gateway",
                LabelQuery.EVERYTHING,
                Optional.empty(),
                Duration.ofSeconds(5)),
            clusters,
            List.of());
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.MISCONFIGURED);
              assertThat(it).hasMessageContaining("staging");
            });
  }

  @Test
  void kubeconfigThatIsNoneIsSaid() throws Exception {
    Files.writeString(cluster.kubeconfig(), "}{ nonsense: [");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.MISCONFIGURED));
  }

  @Test
  void changedKubeconfigIsReadAnew() throws Exception {
    create("orders-1");
    look();
    Files.writeString(cluster.kubeconfig(), MockCluster.kubeconfig("http://127.0.0.1:1", "token"));
    Files.setLastModifiedTime(
        cluster.kubeconfig(), java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(9)));
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.UNREACHABLE));
  }

  @Test
  void gatewaysOfOneClusterShareWhatIsWatchedAndItsLoss() throws Exception {
    create("orders-1");
    assertThat(clusters.of(cluster.config("shop"))).isSameAs(clusters.of(cluster.config("pay")));
    look();
    var other =
        new KubernetesSource(
            cluster.config(), clusters, List.of(onlooker("services", Set.of(Service.class))));
    clusters.forget(clusters.of(cluster.config()));
    assertThat(firstWhole(other).isWhole()).isTrue();
    lookUntilPodsAre("orders-1");
    other.close();
  }

  @Test
  void readerThatFailsOrIsLateBlindsItselfAlone() throws Exception {
    create("orders-1");
    ClusterReader failing =
        new ClusterReader() {
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
            throw new IllegalArgumentException("secret words");
          }
        };
    ClusterReader late =
        new ClusterReader() {
          @Override
          public Set<Class<? extends HasMetadata>> kinds() {
            return Set.of();
          }

          @Override
          public String subject() {
            return "logs";
          }

          @Override
          public Answer read(ClusterLook look) throws InterruptedException {
            Thread.sleep(Duration.ofMinutes(5));
            return Answer.of(List.of());
          }
        };
    look();
    source = within(Duration.ofSeconds(5), failing, late, onlooker("pods", Set.of(Pod.class)));
    Answer answer = look();
    assertThat(reasons(answer, "usage"))
        .singleElement()
        .asString()
        .contains("cannot be read")
        .doesNotContain("secret");
    assertThat(reasons(answer, "logs")).containsExactly("not read within the deadline");
    assertThat(reasons(answer, "pods")).isEmpty();
  }

  @Test
  void secretsAreKeptWithoutTheirValues() throws Exception {
    source =
        new KubernetesSource(
            cluster.config(), clusters, List.of(onlooker("changes", Set.of(Secret.class))));
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("orders-db")
                .withNamespace("shop")
                .addToAnnotations(
                    "kubectl.kubernetes.io/last-applied-configuration",
                    "{\"data\":\"aHVudGVyMg==\"}")
                .addToAnnotations("argocd.argoproj.io/tracking-id", "shop:v1/Secret:shop/orders-db")
                .endMetadata()
                .addToData("password", "aHVudGVyMg==")
                .build())
        .create();
    look();
    Secret first = seen.get().objects().list(Secret.class).getFirst();
    assertThat(first.toString()).doesNotContain("aHVudGVyMg==").doesNotContain("hunter2");
    assertThat(first.getData()).containsOnlyKeys("password");
    assertThat(Metadata.managedBy(first)).contains("argocd");
    look();
    Secret again = seen.get().objects().list(Secret.class).getFirst();
    assertThat(again.getData()).isEqualTo(first.getData());
  }

  @Test
  void severalNamespacesAreSeenTogetherAndOneThatIsForbiddenIsNamed() throws Exception {
    source =
        new KubernetesSource(
            cluster.config("shop", "pay"), clusters, List.of(onlooker("pods", Set.of(Pod.class))));
    create("orders-1");
    cluster.forbid("/namespaces/pay/pods");
    Answer answer = look();
    assertThat(pods()).containsExactly("orders-1");
    assertThat(reasons(answer, "pods"))
        .containsExactly("may not list pods in pay: grant get, list and watch");
  }
}
