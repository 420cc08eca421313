package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.inference.Subject;
import io.fivewhys.inference.Suspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
  private final Directory directory =
      new Directory(
          Facts.snapshot(
              Facts.ORDERS_FAIL,
              "Workload, name: orders-db, workloadKind: StatefulSet, namespace: data, role:"
                  + " dependency",
              "Workload, name: proxy, role: gateway",
              "Workload, name: worker",
              "Calls, caller: orders, callee: pay.bank.example",
              "DependencyProbe, dependency: sessions, type: cache, ok: true, target:"
                  + " 'redis-main.cache.svc:6379'",
              "DependencyProbe, dependency: mailer, type: service, ok: true",
              "Endpoints, service: orders-headless, workload: orders, clusterIp: 10.0.0.9,"
                  + " addresses: [10.1.0.4, 10.1.0.5]"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orders|orders",
        "ORDERS:8080|orders",
        "http://orders:8080/v1?x=1|orders",
        "orders.shop|orders",
        "orders.shop.svc.cluster.local|orders",
        "orders.shop.svc.cluster.local:80|orders",
        "orders-headless|orders",
        "orders-headless.shop.svc|orders",
        "orders-db-0.orders-db.data.svc.cluster.local:5432|orders-db",
        "jdbc:postgresql://orders-db:5432/orders?ssl=true|orders-db",
        "postgres://app:secret@orders-db/orders|orders-db",
        "10.0.0.9:80|orders",
        "10.1.0.5|orders",
        "redis-main.cache.svc|sessions",
        "redis-main.cache:6379|sessions",
        "sessions|sessions",
        "https://pay.bank.example/v2|pay.bank.example",
        "edge|edge",
      })
  void knowsWhoIsMeantByAnAddress(String address, String name) {
    assertThat(directory.resolve(address)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "stranger", "10.9.9.9", "orders.example.com", "api.bank.example",
        "[fd00::1]:8080", "://", "@", ":80", "..", "orderss",
      })
  void doesNotGuess(String address) {
    assertThat(directory.resolve(address)).isEmpty();
  }

  @Test
  void theNameOfAServiceGivesWayToAWorkloadOfThatName() {
    var shared =
        new Directory(
            Facts.snapshot(
                "Endpoints, service: api, workload: api-blue, ready: 1",
                "Workload, name: api",
                "Workload, name: api-blue"));

    assertThat(shared.resolve("api")).contains("api");
  }

  @ParameterizedTest
  @CsvSource({
    "edge, GATEWAY",
    "proxy, GATEWAY",
    "orders, SERVICE",
    "worker, SERVICE",
    "mailer, SERVICE",
    "orders-db, DEPENDENCY",
    "sessions, DEPENDENCY",
    "pay.bank.example, DEPENDENCY",
    "never-heard-of, DEPENDENCY",
  })
  void knowsWhatSomebodyIsToTheRequests(String name, Suspect.Role role) {
    assertThat(directory.role(name)).isEqualTo(role);
  }

  @Test
  void namesSubjectsWithTheirKindAndNamespace() {
    assertThat(directory.subject("orders-db"))
        .isEqualTo(Subject.of("StatefulSet", "data", "orders-db"));
    assertThat(directory.subject("worker")).isEqualTo(Subject.of("Deployment", "shop", "worker"));
    assertThat(directory.subject("orders")).isEqualTo(Subject.of("Deployment", "shop", "orders"));
    assertThat(directory.subject("sessions")).isEqualTo(Subject.of("Dependency", "sessions"));
  }

  @Test
  void knowsTheTypeOfADependencyFromItsProbe() {
    assertThat(directory.type("sessions")).contains(DependencyProbe.Type.CACHE);
    assertThat(directory.type("orders-db")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host:80|host",
        "https://a.b/c|a.b",
        "u:p@h:1/x|h",
        "h,other|h",
        "h?x=/@y|h",
        "10.0.0.1:53|10.0.0.1",
        "fd00::1|fd00::1",
      })
  void cutsTheHostOutOfAnAddress(String address, String host) {
    assertThat(Directory.Host.of(address)).isEqualTo(host);
  }

  @Test
  void thePortTellsDependenciesOnOneHostApart() {
    var oneHost =
        new Directory(
            Facts.snapshot(
                "DependencyProbe, dependency: cache, type: cache, ok: true, target:"
                    + " 'data.example:6379'",
                "DependencyProbe, dependency: database, type: database, ok: false, target:"
                    + " 'data.example:5432'",
                "DependencyProbe, dependency: replica, type: database, ok: true, target:"
                    + " 'other.example:5432'",
                "DependencyProbe, dependency: replica, type: database, ok: true, target:"
                    + " 'other.example:5433'"));

    assertThat(oneHost.resolve("data.example:6379")).contains("cache");
    assertThat(oneHost.resolve("jdbc:postgresql://data.example:5432/shop")).contains("database");
    assertThat(oneHost.resolve("data.example")).as("either").isEmpty();
    assertThat(oneHost.resolve("data.example:9999")).as("neither").isEmpty();
    assertThat(oneHost.resolve("other.example")).as("both are the same").contains("replica");
  }
}
