package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import org.junit.jupiter.api.Test;

/** What leads requests from a service to its pods. */
class ServiceChangesTest extends RoutedShopTest {
  @Test
  void aServiceWhoseTargetPortChangesIsToldWithWhatIsWrong() {
    estate.look();
    estate.at("10:01").put(service("orders", ports("9090", "web")));
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
    estate.put(service("orders", ports("9090", "9091")));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatIsWrongWithAServiceThatNobodyChangedIsLeftToItsEndpoints() {
    estate.put(service("orders", ports("http", "web")));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void aPortNameThatNoContainerHasIsWrong() {
    estate.look();
    estate.at("10:01").put(service("orders", ports("http", "web")));
    assertThat(only().problem())
        .contains("targetPort http is no port of its pods, which declare 8080 web");
  }

  @Test
  void aSelectorThatMatchesNoPodIsWrongAndSaysWhatPodsCarry() {
    estate.look();
    estate
        .at("10:01")
        .put(
            service("orders", ports("web", "web"))
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
}
