package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Network policies, and routes of the Gateway API and of a mesh. */
class MeshAndPolicyChangesTest extends RoutedShopTest {
  @Test
  void aPolicyIsToldWithWhomItLetsInAndWhomItConcerns() {
    String policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: orders-in, creationTimestamp: "2026-03-02T10:00:30Z"}
        spec:
          podSelector: {matchLabels: {app: orders}}
          ingress:
            - from: [{podSelector: {matchLabels: {app: %s}}}]
              ports: [{port: 8080}]
        """;
    estate.look();
    estate.at("10:01").put(policy.formatted("api-gateway"));
    ConfigChange created = only();
    assertThat(created.action()).contains(Action.CREATED);
    assertThat(created.at()).contains(Instant.parse("2026-03-02T10:00:30Z"));
    assertThat(created.keys()).containsExactly("spec.ingress", "spec.podSelector");
    assertThat(created.affects()).containsExactly("orders");

    estate.at("10:20").put(policy.formatted("web"));
    assertThat(estate.look().getLast())
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.UPDATED);
              assertThat(it.keys()).containsExactly("spec.ingress[0].from");
              assertThat(it.from()).contains("podSelector app=api-gateway");
              assertThat(it.to()).contains("podSelector app=web");
              assertThat(it.affects()).containsExactly("orders");
            });
  }

  private static final String HTTP_ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop, generation: 3}
      spec:
        parentRefs: [{name: edge}]
        rules:
          - matches: [{path: {type: PathPrefix, value: /orders}}]
            backendRefs: [{name: orders, port: 80}]
          - matches: [{path: {type: PathPrefix, value: /catalog}}]
            backendRefs: [{name: catalog, port: 80}]
            timeouts: {request: 10s}
      """;

  @Test
  void aRouteThatNamesAServiceThatIsNotThereIsToldWithBothNames() {
    estate.put(HTTP_ROUTE).look();
    estate.at("10:01").put(HTTP_ROUTE.replace("name: orders", "name: order"));
    ConfigChange it = only();
    assertThat(it.object()).isEqualTo("HTTPRoute/shop");
    assertThat(it.keys()).containsExactly("spec.rules[/orders].backendRefs[orders]");
    assertThat(it.from()).contains("orders");
    assertThat(it.to()).contains("order");
    assertThat(it.problem()).contains("backend Service order of /orders not found");
    assertThat(it.affects()).containsExactly("api-gateway", "order", "orders");
  }

  @Test
  void aTimeoutOfOneRuleConcernsThatRule() {
    estate.put(HTTP_ROUTE).look();
    estate.at("10:01").put(HTTP_ROUTE.replace("10s", "100ms"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.rules[/catalog].timeouts.request");
    assertThat(it.to()).contains("100ms");
    assertThat(it.affects()).containsExactly("api-gateway", "catalog");
  }

  @Test
  void aRouteThatItsGatewayDoesNotTakeIsWrongUnlessTheStatusIsOld() {
    String status =
        """
        status:
          parents:
            - parentRef: {name: edge}
              controllerName: example.com/gateway
              conditions:
                - {type: Accepted, status: "False", reason: NotAllowedByListeners, message: no listener takes it, observedGeneration: %d, lastTransitionTime: "2026-03-02T09:00:00Z"}
        """;
    estate.put(HTTP_ROUTE + status.formatted(3));
    assertThat(only())
        .satisfies(
            it -> {
              assertThat(it.problem())
                  .contains("not accepted by edge (NotAllowedByListeners: no listener takes it)");
              assertThat(it.affects()).containsExactly("catalog", "orders");
            });
    estate.put(HTTP_ROUTE + status.formatted(2));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void ofAMeshTheTimeoutAndTheMissingSubsetAreTold() {
    String menu =
        """
        apiVersion: networking.istio.io/v1beta1
        kind: VirtualService
        metadata: {name: orders}
        spec:
          hosts: [orders]
          http:
            - timeout: %s
              route:
                - destination: {host: orders.shop.svc.cluster.local, subset: %s}
        """;
    estate
        .put(
            "{apiVersion: networking.istio.io/v1beta1, kind: DestinationRule, metadata: {name:"
                + " orders}, spec: {host: orders, subsets: [{name: stable, labels: {app:"
                + " orders}}]}}")
        .put(menu.formatted("10s", "stable"))
        .look();
    estate.at("10:01").put(menu.formatted("2s", "stable"));
    ConfigChange timeout = only();
    assertThat(timeout.object()).isEqualTo("VirtualService/orders");
    assertThat(timeout.keys()).containsExactly("spec.http[0].timeout");
    assertThat(timeout.from()).contains("10s");
    assertThat(timeout.to()).contains("2s");
    assertThat(timeout.affects()).containsExactly("api-gateway", "orders");

    estate.at("10:20").put(menu.formatted("2s", "canary"));
    assertThat(estate.look().getLast().problem())
        .contains(
            "host orders.shop.svc.cluster.local subset canary not found in any DestinationRule");
  }

  @Test
  void aSubsetWhoseRulesMayBeWhereNobodyLooksIsNotCalledMissing() {
    String menu =
        """
        apiVersion: networking.istio.io/v1beta1
        kind: VirtualService
        metadata: {name: orders}
        spec: {hosts: [orders], http: [{timeout: 1s, route: [{destination: {host: %s, subset: canary}}]}]}
        """;
    for (String host : new String[] {"orders.other.svc.cluster.local", "api.example.com"}) {
      estate.at("10:20").put(menu.formatted("orders")).look();
      estate.at("10:40").put(menu.formatted(host));
      assertThat(estate.look().getLast().problem()).as(host).isEmpty();
    }
  }

  @Test
  void objectsWithoutAnythingInThemAreNoTrouble() {
    estate
        .put("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: empty}}")
        .put("{apiVersion: v1, kind: Service, metadata: {name: empty}}")
        .put("{apiVersion: v1, kind: ConfigMap, metadata: {name: empty}}")
        .put("{apiVersion: v1, kind: Secret, metadata: {name: empty}}")
        .put("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: empty}}")
        .put("{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: empty}}")
        .put(
            "{apiVersion: networking.istio.io/v1beta1, kind: VirtualService, metadata: {name:"
                + " empty}}")
        .put(
            "{apiVersion: networking.istio.io/v1beta1, kind: VirtualService, metadata: {name: odd},"
                + " spec: {http: [{route: [{destination: 7}, {destination: {host: ''}}]}]}}");
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:01").look()).isEmpty();
  }
}
