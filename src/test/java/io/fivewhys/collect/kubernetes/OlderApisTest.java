package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import org.junit.jupiter.api.Test;

class OlderApisTest {

  private static <T extends HasMetadata> T read(String yaml, Class<T> kind) {
    return ClusterJson.serialization().unmarshal(yaml, kind);
  }

  @Test
  void slicesOfTheBeta() {
    EndpointSlice slice =
        OlderApis.slice(
            read(
                """
                apiVersion: discovery.k8s.io/v1beta1
                kind: EndpointSlice
                metadata: {name: orders-x, labels: {kubernetes.io/service-name: orders}}
                addressType: IPv4
                ports: [{name: http, port: 8080}]
                endpoints:
                - {addresses: [10.0.0.1], conditions: {ready: false}, targetRef: {kind: Pod, name: p}, topology: {a: b}}
                - {addresses: [10.0.0.2]}
                """,
                io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice.class));
    assertThat(Metadata.labels(slice)).containsEntry("kubernetes.io/service-name", "orders");
    assertThat(slice.getEndpoints()).hasSize(2);
    assertThat(slice.getEndpoints().getFirst().getConditions().getReady()).isFalse();
    assertThat(slice.getEndpoints().getFirst().getTargetRef().getName()).isEqualTo("p");
    assertThat(slice.getEndpoints().getLast().getConditions()).isNull();
    assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(8080);
  }

  @Test
  void listThatIsNullIsEmpty() {
    EndpointSlice slice =
        OlderApis.slice(
            read(
                """
                {"apiVersion": "discovery.k8s.io/v1beta1", "kind": "EndpointSlice",
                 "metadata": {"name": "orders-x", "labels": null}, "endpoints": null, "ports": null}\
                """,
                io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice.class));
    assertThat(slice.getEndpoints()).isEmpty();
  }

  @Test
  void endpointsWithAddressesThatAreNotReady() {
    EndpointSlice slice =
        OlderApis.slice(
            read(
                """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: orders}
                subsets:
                - addresses: [{ip: 10.0.0.1}]
                  notReadyAddresses: [{ip: 10.0.0.2}]
                  ports: [{port: 8080}]
                """,
                io.fabric8.kubernetes.api.model.Endpoints.class));
    assertThat(slice.getEndpoints())
        .extracting(it -> it.getAddresses().getFirst() + " " + it.getConditions().getReady())
        .containsExactly("10.0.0.1 true", "10.0.0.2 false");
  }

  @Test
  void autoscalersOfTheBeta() {
    HorizontalPodAutoscaler autoscaler =
        OlderApis.autoscaler(
            read(
                """
                apiVersion: autoscaling/v2beta2
                kind: HorizontalPodAutoscaler
                metadata: {name: a}
                spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: orders}}
                status:
                  currentReplicas: 5
                  desiredReplicas: 5
                  conditions: [{type: ScalingLimited, status: "True", reason: TooManyReplicas}]
                """,
                io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class));
    isTheSame(autoscaler);
  }

  @Test
  void autoscalersOfTheFirstVersionHaveConditionsInAnAnnotation() {
    HorizontalPodAutoscaler autoscaler =
        OlderApis.autoscaler(
            read(
                """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata:
                  name: a
                  annotations:
                    autoscaling.alpha.kubernetes.io/conditions: '[{"type":"ScalingLimited","status":"True","reason":"TooManyReplicas"}]'
                spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: orders}}
                status: {currentReplicas: 5, desiredReplicas: 5}
                """,
                io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class));
    isTheSame(autoscaler);
  }

  private static void isTheSame(HorizontalPodAutoscaler autoscaler) {
    assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(2);
    assertThat(autoscaler.getSpec().getMaxReplicas()).isEqualTo(5);
    assertThat(autoscaler.getSpec().getScaleTargetRef().getName()).isEqualTo("orders");
    assertThat(autoscaler.getStatus().getCurrentReplicas()).isEqualTo(5);
    assertThat(autoscaler.getStatus().getDesiredReplicas()).isEqualTo(5);
    assertThat(autoscaler.getStatus().getConditions())
        .extracting(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
        .containsExactly("ScalingLimited True TooManyReplicas");
  }

  @Test
  void annotationThatIsNoneTellsNothing() {
    HorizontalPodAutoscaler autoscaler =
        OlderApis.autoscaler(
            read(
                """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: a, annotations: {autoscaling.alpha.kubernetes.io/conditions: "[[{"}}
                status: {currentReplicas: 5}
                """,
                io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class));
    assertThat(autoscaler.getStatus().getConditions()).isEmpty();
  }

  @Test
  void routesOfTheBeta() {
    HTTPRoute route =
        OlderApis.route(
            read(
                """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: HTTPRoute
                metadata: {name: shop, namespace: edge}
                spec: {rules: [{backendRefs: [{name: orders, port: 80}]}]}
                """,
                io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class));
    assertThat(route.getApiVersion()).isEqualTo("gateway.networking.k8s.io/v1");
    assertThat(route.getMetadata().getName()).isEqualTo("shop");
    assertThat(route.getSpec().getRules().getFirst().getBackendRefs().getFirst().getName())
        .isEqualTo("orders");
  }
}
