package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeConfigTest {
  private record Config(List<ProbeConfig> probes) {}

  private static List<ProbeConfig> read(String text) {
    return RecordFile.read("gateways.yaml", text, Config.class).probes();
  }

  private static ProbeConfig one(String keys) {
    return read("probes:\n- {" + keys + "}\n").getFirst();
  }

  @Test
  void everyKindIsReadWithItsDefaults() {
    List<ProbeConfig> probes =
        read(
            """
            probes:
            - type: postgresql
              name: orders-db
              used-by: [orders, invoices]
              host: orders-db.shop.svc
              database: orders
              username: probe
              password: {file: /run/secrets/orders-db}
              tls: verify
              ca-file: /etc/ssl/orders-db.pem
              timeout: 2s
            - {type: mysql, name: crm-db, host: crm-db, username: probe, password: {env: CRM}}
            - {type: redis, name: sessions, host: sessions, password: {env: SESSIONS}}
            - type: http
              name: bank
              url: https://api.bank.example
              path: /status?full=true
              status: [200, 3xx]
              body-matches: '"up"'
              bearer: {env: BANK}
              timeout: 4s
            - {type: tcp, name: mainframe, host: 10.1.2.3, port: 1414, dependency-type: queue}
            - {type: dns, name: cluster-dns, query: orders-db.shop.svc, server: '10.96.0.10'}
            - {type: tls, name: bank, instance: certificate, host: api.bank.example}
            - type: rabbitmq
              name: events
              host: events
              username: probe
              password: {env: EVENTS}
              queue: orders
            """);
    assertThat(probes).hasSize(8);
    var postgresql = (Postgresql) probes.getFirst();
    assertThat(postgresql.place()).hasToString("orders-db.shop.svc:5432");
    assertThat(postgresql.question()).isEqualTo("SELECT 1");
    assertThat(postgresql.probed().usedBy()).containsExactly("orders", "invoices");
    assertThat(postgresql.probed().patience()).isEqualTo(Duration.ofSeconds(2));
    assertThat(((Mysql) probes.get(1)).place()).hasToString("crm-db:3306");
    assertThat(((Redis) probes.get(2)).place()).hasToString("sessions:6379");
    assertThat(probes.get(2).probed().patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(((Http) probes.get(3)).expects(304)).isTrue();
    assertThat(((Http) probes.get(3)).expects(204)).isFalse();
    assertThat(probes.get(4).probed().dependencyType()).contains(DependencyProbe.Type.QUEUE);
    assertThat(((Dns) probes.get(5)).asked().orElseThrow()).hasToString("10.96.0.10:53");
    assertThat(((Tls) probes.get(6)).place()).hasToString("api.bank.example:443");
    assertThat(probes.get(6).probed().source()).hasToString("probes/bank/certificate");
    assertThat(((Rabbitmq) probes.get(7)).place()).hasToString("events:5672");
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatIsAllowed() {
    refused("type: oracle, name: a", "one of postgresql, mysql, redis, http, tcp, dns, tls");
    refused("type: tcp, host: a, port: 1", "probes[0].name");
    refused("type: tcp, name: a, host: 'a?x=y', port: 1", "host as a name or an address");
    refused("type: tcp, name: a, host: a, port: 0", "1 to 65535");
    refused("type: postgresql, name: a, host: b", "username, the user to log in as");
    refused("type: mysql, name: a, host: b", "username, the user to log in as");
    refused("type: mysql, name: a, host: b, username: c, database: 'd?e'", "none of them ?");
    refused("type: redis, name: a, host: b, username: c", "username together with password");
    refused("type: redis, name: a, host: b, password: hunter2", "a section of keys");
    refused("type: redis, name: a, host: b, ca-file: c.pem", "ca-file together with tls: verify");
    refused("type: dns, name: a, query: 'a..b'", "query as a name");
    refused("type: tcp, name: a, host: b, port: 1, timeout: 5m", "a duration from 50ms to 1m");
    refused("type: rabbitmq, name: a, host: b, username: c", "username and password");
  }

  @Test
  void addressesOfTheNewKindAreReadInAndOutOfBrackets() {
    assertThat(((Tcp) one("type: tcp, name: a, host: '::1', port: 80")).place())
        .hasToString("[::1]:80");
    assertThat(((Dns) one("type: dns, name: a, query: b, server: '[::1]:5353'")).asked())
        .map(Place::toString)
        .contains("[::1]:5353");
    assertThat(((Dns) one("type: dns, name: a, query: b, server: '::1'")).asked())
        .map(Place::toString)
        .contains("[::1]:53");
  }

  private static void refused(String keys, String words) {
    assertThatThrownBy(() -> one(keys))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining(words);
  }
}
