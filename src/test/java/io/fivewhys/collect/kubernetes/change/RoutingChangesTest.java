package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingChangesTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "60"}
      spec:
        rules:
          - http:
              paths:
                - {path: /orders, pathType: Prefix, backend: {service: {name: orders, port: {number: 80}}}}
                - {path: /catalog, pathType: Prefix, backend: {service: {name: catalog, port: {name: http}}}}
      """;

  @TempDir Path data;
  private Estate estate;

  @BeforeEach
  void twoServicesBehindAnIngress() {
    estate = new Estate(data);
    for (String name : new String[] {"orders", "catalog"}) {
      estate
          .put(
              workload(
                  name,
                  "containers: [{name: %s, ports: [{name: web, containerPort: 8080}]}]"
                      .formatted(name)))
          .put(Estate.pod(name, "[{name: web, containerPort: 8080}]"))
          .put(
              service(
                  name,
                  "ports: [{name: http, port: 80, targetPort: web}, {name: more, port: 81,"
                      + " targetPort: web}]"));
    }
    estate.put(INGRESS);
  }

  private static String service(String name, String spec) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s}
    spec:
      type: ClusterIP
      clusterIP: 10.0.0.7
      selector: {app: %1$s}
    """
            .formatted(name)
        + spec.indent(2);
  }

  private ConfigChange only() {
    var changes = estate.look();
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  @Test
  void nothingIsWrongAndNothingChanged() {
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:01").put(INGRESS).look()).isEmpty();
  }

  @Test
  void aChangedPortOfOneWayConcernsThoseBehindItAlone() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("number: 80", "number: 81"));
    ConfigChange it = only();
    assertThat(it.object()).isEqualTo("Ingress/shop");
    assertThat(it.action()).contains(Action.UPDATED);
    assertThat(it.at()).contains(estate.now());
    assertThat(it.keys()).containsExactly("spec.rules[/orders].backend.service.port");
    assertThat(it.from()).contains("80");
    assertThat(it.to()).contains("81");
    assertThat(it.affects()).containsExactly("api-gateway", "orders");
    assertThat(it.problem()).isEmpty();
  }

  @Test
  void aPathThatWasPutInFrontChangesNoOther() {
    estate.look();
    estate
        .at("10:01")
        .put(
            INGRESS.replace(
                "paths:\n",
                "paths:\n"
                    + "          - {path: /new, pathType: Prefix, backend: {service: {name:"
                    + " catalog, port: {name: http}}}}\n"));
    ConfigChange it = only();
    assertThat(it.keys()).allMatch(key -> key.startsWith("spec.rules[/new]"));
    assertThat(it.affects()).containsExactly("api-gateway", "catalog");
  }

  @Test
  void aPathThatIsCalledOtherwiseIsToldWithBothNames() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("/orders", "/order"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.rules[/orders]");
    assertThat(it.from()).contains("/orders");
    assertThat(it.to()).contains("/order");
    assertThat(it.affects()).containsExactly("api-gateway", "orders");
  }

  @Test
  void anAnnotationThatTheGatewayReadsIsToldAndThoseOfToolsAreNot() {
    estate.look();
    estate
        .at("10:01")
        .put(
            INGRESS.replace(
                "proxy-read-timeout: \"60\"",
                "proxy-read-timeout: \"2\", meta.helm.sh/release-name: shop"));
    ConfigChange it = only();
    assertThat(it.keys())
        .containsExactly("metadata.annotations[nginx.ingress.kubernetes.io/proxy-read-timeout]");
    assertThat(it.from()).contains("60");
    assertThat(it.to()).contains("2");
    assertThat(it.affects()).containsExactly("api-gateway", "catalog", "orders");
  }

  @Test
  void aBackendThatIsNotThereIsWrongAndWasChangedToo() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("name: orders", "name: order"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.rules[/orders].backend.service.name");
    assertThat(it.from()).contains("orders");
    assertThat(it.to()).contains("order");
    assertThat(it.problem()).contains("backend Service order of /orders not found");
    assertThat(it.affects()).containsExactly("api-gateway", "order", "orders");
  }

  @Test
  void whatIsWrongIsSaidWithTheChangeThatMadeItSo() {
    estate.look();
    String wrong = INGRESS.replace("name: orders", "name: order");
    estate.at("10:01").put(wrong).look();
    estate
        .at("10:10")
        .put(wrong.replace("/catalog, pathType: Prefix", "/catalog, pathType: Exact"));
    assertThat(estate.look())
        .extracting(ConfigChange::problem)
        .containsExactly(
            Optional.of("backend Service order of /orders not found"), Optional.empty());
    estate.at("10:20").put(INGRESS);
    assertThat(estate.look()).extracting(ConfigChange::problem).allMatch(Optional::isEmpty);
  }

  @Test
  void whatIsWrongWithoutAChangeHasNeitherTimeNorAction() {
    estate.put(INGRESS.replace("name: orders", "name: order"));
    ConfigChange it = only();
    assertThat(it.problem()).contains("backend Service order of /orders not found");
    assertThat(it.at()).isEmpty();
    assertThat(it.action()).isEmpty();
    assertThat(it.keys()).isEmpty();
    assertThat(it.affects()).as("for long: not the gateway's trouble").containsExactly("order");
  }

  @Test
  void whatBecomesWrongUnderOurEyesConcernsTheGatewayToo() {
    estate.look();
    estate.at("10:01").delete("Service/orders");
    assertThat(estate.look())
        .anySatisfy(
            it -> {
              assertThat(it.object()).isEqualTo("Service/orders");
              assertThat(it.action()).contains(Action.DELETED);
              assertThat(it.affects()).containsExactly("orders");
            })
        .anySatisfy(
            it -> {
              assertThat(it.object()).isEqualTo("Ingress/shop");
              assertThat(it.action()).isEmpty();
              assertThat(it.problem()).contains("backend Service orders of /orders not found");
              assertThat(it.affects()).containsExactly("api-gateway", "orders");
            });
  }

  @Test
  void aPortThatTheServiceDoesNotHaveIsWrong() {
    estate.put(
        INGRESS.replace("number: 80", "number: 8080").replace("{name: http}", "{name: web}"));
    assertThat(only().problem())
        .contains(
            "port 8080 of backend Service orders of /orders not found; the Service has 80 http, 81"
                + " more; port web of backend Service catalog of /catalog not found; the Service"
                + " has 80 http, 81 more");
  }

  @Test
  void aCertificateThatIsMissingIsToldWhereSecretsCanBeSeen() {
    String tls = INGRESS + "  tls: [{hosts: [shop.example], secretName: shop-tls}]\n";
    estate.look();
    estate.at("10:01").put(tls);
    assertThat(only().problem()).contains("TLS Secret shop-tls not found");
    estate.at("10:02").unseen(io.fabric8.kubernetes.api.model.Secret.class);
    assertThat(only().problem()).isEmpty();
  }

  @Test
  void aCertificateThatIsRenewedConcernsTheGateway() {
    String secret =
        "{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: shop-tls}, data:"
            + " {tls.crt: %s}}";
    estate
        .put(INGRESS + "  tls: [{hosts: [shop.example], secretName: shop-tls}]\n")
        .put(secret.formatted("b25l"))
        .look();
    estate.at("10:01").put(secret.formatted("dHdv"));
    assertThat(only())
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("Secret/shop-tls");
              assertThat(it.affects()).containsExactly("api-gateway");
            });
  }

  @Test
  void servicesThatAreNotSeenAreNotMissing() {
    estate.unseen(io.fabric8.kubernetes.api.model.Service.class);
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void aServiceWhoseTargetPortChangesIsToldWithWhatIsWrong() {
    estate.look();
    estate
        .at("10:01")
        .put(
            service(
                "orders",
                "ports: [{name: http, port: 80, targetPort: 9090}, {name: more, port: 81,"
                    + " targetPort: web}]"));
    ConfigChange it = only();
    assertThat(it.object()).isEqualTo("Service/orders");
    assertThat(it.keys()).containsExactly("spec.ports[http].targetPort");
    assertThat(it.from()).contains("web");
    assertThat(it.to()).contains("9090");
    assertThat(it.affects()).containsExactly("orders");
    assertThat(it.problem())
        .contains("targetPort 9090 is no port of its pods, which declare 8080 web");
    assertThat(it.mechanism()).isEqualTo("target_port_mismatch");
  }

  @Test
  void aNumberThatHasAlwaysBeenServedUndeclaredIsNotWrong() {
    estate.put(
        service(
            "orders",
            "ports: [{name: http, port: 80, targetPort: 9090}, {name: more, port: 81, targetPort:"
                + " 9091}]"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatIsWrongWithAServiceThatNobodyChangedIsLeftToItsEndpoints() {
    estate.put(
        service(
            "orders",
            "ports: [{name: http, port: 80, targetPort: http}, {name: more, port: 81, targetPort:"
                + " web}]"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void aPortNameThatNoContainerHasIsWrong() {
    estate.look();
    estate
        .at("10:01")
        .put(
            service(
                "orders",
                "ports: [{name: http, port: 80, targetPort: http}, {name: more, port: 81,"
                    + " targetPort: web}]"));
    assertThat(only().problem())
        .contains("targetPort http is no port of its pods, which declare 8080 web");
  }

  @Test
  void aSelectorThatMatchesNoPodIsWrongAndSaysWhatPodsCarry() {
    estate.look();
    estate
        .at("10:01")
        .put(
            service(
                    "orders",
                    "ports: [{name: http, port: 80, targetPort: web}, {name: more, port: 81,"
                        + " targetPort: web}]")
                .replace("selector: {app: orders}", "selector: {app: orders, track: stable}"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.selector.track");
    assertThat(it.to()).contains("stable");
    assertThat(it.problem())
        .contains(
            "selector app=orders,track=stable matches no pod; those of orders carry track=(none)");
    assertThat(it.affects()).containsExactly("orders");
    assertThat(it.mechanism()).isEqualTo("selector_mismatch");
  }

  @Test
  void aWorkloadWithoutPodsIsNoWrongSelector() {
    estate.delete("Pod/orders-1");
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void aLabelThatPodsGetWhileTheyRunIsNoWrongSelector() {
    estate
        .put(
            Estate.pod("orders", "[{name: web, containerPort: 8080}]")
                .replace("labels: {app: orders}", "labels: {app: orders, role: replica}"))
        .put(
            service("orders-leader", "ports: [{port: 80, targetPort: web}]")
                .replace(
                    "selector: {app: orders-leader}", "selector: {app: orders, role: leader}"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void servicesThatLeadElsewhereOrNameNoPodsRaiseNoAlarm() {
    estate
        .put(
            "{apiVersion: v1, kind: Service, metadata: {name: ledger}, spec: {type: ExternalName,"
                + " externalName: ledger.example.com}}")
        .put(
            "{apiVersion: v1, kind: Service, metadata: {name: by-hand}, spec: {clusterIP: 10.0.0.9,"
                + " ports: [{port: 80}]}}")
        .put(
            "{apiVersion: v1, kind: Service, metadata: {name: peers}, spec: {clusterIP: None,"
                + " selector: {app: orders}, ports: [{port: 7000, targetPort: gossip}]}}")
        .put(
            INGRESS.replace(
                "name: orders, port: {number: 80}", "name: ledger, port: {number: 443}"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void anExternalNameThatChangesIsTold() {
    String ledger =
        "{apiVersion: v1, kind: Service, metadata: {name: ledger}, spec: {type: ExternalName,"
            + " externalName: %s}}";
    estate.put(ledger.formatted("ledger.example.com")).look();
    estate.at("10:01").put(ledger.formatted("ledger.example.org"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.externalName");
    assertThat(it.to()).contains("ledger.example.org");
  }

  @Test
  void whatTheClusterFillsInIsNoChange() {
    estate.look();
    estate
        .at("10:01")
        .put(
            service(
                    "orders",
                    "ports: [{name: http, port: 80, targetPort: web, nodePort: 31000}, {name: more,"
                        + " port: 81, targetPort: web}]\n"
                        + "clusterIPs: [10.0.0.7]\n"
                        + "ipFamilies: [IPv4]")
                + "status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}\n");
    assertThat(estate.look()).isEmpty();
  }

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
