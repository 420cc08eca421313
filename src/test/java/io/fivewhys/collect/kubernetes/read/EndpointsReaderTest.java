package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Endpoints;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsReaderTest {
  private static final String ORDERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, labels: {tier: backend}}
      spec:
        template:
          metadata: {labels: {app: orders, tier: backend, release: blue}}
          spec: {containers: [{name: orders, ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]}]}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: orders}
      spec: {clusterIP: 10.96.0.7, selector: {app: orders}, ports: [%s]}
      """;

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: orders-%s, labels: {kubernetes.io/service-name: orders}}
      endpoints:
      %s
      """;

  private final HeldObjects objects = new HeldObjects().with(ORDERS);

  private List<Endpoints> read() {
    return new EndpointsReader()
        .read(objects.at("2026-11-20T10:00:00Z")).facts().stream()
            .map(Endpoints.class::cast)
            .toList();
  }

  private Endpoints service(String ports) {
    objects.with(SERVICE.formatted(ports));
    return read().getFirst();
  }

  @Test
  void addressesAreCountedByWhetherTheyTakeTraffic() {
    objects
        .with(
            SLICE.formatted(
                "a",
                """
                - {addresses: [10.0.0.1], conditions: {ready: true}}
                - {addresses: [10.0.0.2], conditions: {ready: false}}
                - {addresses: [10.0.0.3]}
                - {addresses: [10.0.0.4], conditions: {ready: false, serving: true, terminating: true}}\
                """))
        .with(SLICE.formatted("b", "- {addresses: [10.0.0.3], conditions: {ready: true}}"));
    Endpoints orders = service("{port: 80, targetPort: http}");
    assertThat(orders.service()).isEqualTo("orders");
    assertThat(orders.namespace()).contains("shop");
    assertThat(orders.workload()).contains("orders");
    assertThat(orders.ready()).hasValue(2);
    assertThat(orders.notReady()).hasValue(1);
    assertThat(orders.addresses()).containsExactly("10.0.0.1", "10.0.0.3");
    assertThat(orders.clusterIp()).contains("10.96.0.7");
    assertThat(orders.ports()).containsExactly(80);
    assertThat(orders.problem()).isEmpty();
  }

  @Test
  void serviceWithoutSlicesHasNoAddress() {
    Endpoints orders = service("{port: 80, targetPort: http}");
    assertThat(orders.isEmpty()).isTrue();
    assertThat(orders.notReady()).hasValue(0);
  }

  @Test
  void addressesAreUnknownWhereSlicesMayNotBeSeen() {
    objects.without(EndpointSlice.class);
    Endpoints orders = service("{port: 80, targetPort: http}");
    assertThat(orders.ready()).isEmpty();
    assertThat(orders.isEmpty()).isFalse();
  }

  @Test
  void selectorThatMatchesNothingIsSaidWithTheWorkloadThatIsMeant() {
    objects.with(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: orders-http}
        spec: {selector: {app: orders, tier: backend, release: green}, ports: [{port: 80}]}
        """);
    Endpoints orders = read().getFirst();
    assertThat(orders.problem()).contains("the selector matches no pod");
    assertThat(orders.workload()).contains("orders");
  }

  @Test
  void selectorOfAWorkloadThatIsScaledToZeroIsRight() {
    assertThat(service("{port: 80, targetPort: http}").problem()).isEmpty();
  }

  @Test
  void nothingIsSaidOfASelectorWherePodsMayNotBeSeen() {
    objects
        .without(io.fabric8.kubernetes.api.model.Pod.class)
        .with(SERVICE.replace("app: orders", "app: other").formatted("{port: 80}"));
    assertThat(read().getFirst().problem()).isEmpty();
  }

  @Test
  void portWithANameThatNoContainerHasIsWrong() {
    assertThat(service("{port: 80, targetPort: web}").problem())
        .contains("target port web is not declared by any container of orders");
  }

  @Test
  void numberNeedNotBeDeclared() {
    assertThat(service("{port: 80, targetPort: 8081}").problem()).isEmpty();
    assertThat(service("{port: 8000}").problem()).isEmpty();
  }

  @Test
  void nameMayBeThatOfAContainerThatWasPutBesideTheOthers() {
    objects.with(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: orders-1, labels: {app: orders}}
        spec:
          containers: [{name: orders}]
          initContainers: [{name: proxy, restartPolicy: Always, ports: [{name: mesh, containerPort: 15020}]}]
        """);
    assertThat(service("{port: 80, targetPort: mesh}").problem()).isEmpty();
    assertThat(service("{port: 80, targetPort: mash}").problem()).isPresent();
  }

  @Test
  void nothingIsSaidOfNamesWherePodsMayNotBeSeen() {
    objects.without(io.fabric8.kubernetes.api.model.Pod.class);
    assertThat(service("{port: 80, targetPort: web}").problem()).isEmpty();
  }

  @Test
  void leaderThatIsNotChosenYetIsNoWrongSelector() {
    objects
        .with(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: ledger}
            spec: {template: {metadata: {labels: {cluster: ledger}}, spec: {containers: [{name: db}]}}}
            """)
        .with(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: ledger}
            spec: {selector: {cluster: ledger, role: primary}, ports: [{port: 5432}]}
            """);
    assertThat(read().getFirst().problem()).as("none runs").isEmpty();
    objects.with(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: ledger-0, labels: {cluster: ledger, role: replica}}
        spec: {containers: [{name: db}]}
        """);
    assertThat(read().getFirst().problem()).as("none leads").isEmpty();
  }

  @Test
  void podsMayComeFromAControllerThatIsNotKnown() {
    objects.with(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: orders-kafka}
        spec: {selector: {app: orders, release: kafka}, ports: [{port: 9092}]}
        """);
    assertThat(read().getFirst().problem()).isEmpty();
    assertThat(read().getFirst().workload()).isEmpty();
  }

  @Test
  void servicesThatAreLeftOutAreSaid() {
    for (int i = 0; i < 1_002; i++) {
      objects.with(SERVICE.replace("name: orders", "name: s" + i).formatted("{port: 80}"));
    }
    assertThat(new EndpointsReader().read(objects.at("2026-11-20T10:00:00Z")).facts())
        .hasSize(1_001)
        .last()
        .asString()
        .contains("2 Services");
  }

  @Test
  void anotherNameForSomethingOutsideIsLeftOut() {
    objects.with(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: mail}
        spec: {type: ExternalName, externalName: mail.example.com}
        """);
    assertThat(read()).isEmpty();
  }

  @Test
  void headlessServiceHasNoAddressOfItsOwn() {
    objects.with(SERVICE.replace("10.96.0.7", "None").formatted("{port: 8080}"));
    assertThat(read().getFirst().clusterIp()).isEmpty();
  }
}
