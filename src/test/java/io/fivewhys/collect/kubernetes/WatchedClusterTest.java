package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fivewhys.collect.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is seen of a cluster that is well. */
class WatchedClusterTest extends KubernetesSourceTest {
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
}
