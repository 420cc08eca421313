package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fivewhys.collect.Answer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clusters that do not have all APIs. */
class OlderClustersTest extends KubernetesSourceTest {
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
}
