package io.fivewhys.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.prometheus.own.OwnQuery;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ResourceConfig;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Alert;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resources, one's own queries and alerts against the real Prometheus. */
@Tag("prometheus")
@Timeout(120)
class RealQueriesTest {
  private static final String RULES =
      """
      groups:
      - name: shop
        rules:
        - alert: QueueGrows
          expr: rabbitmq_queue_messages > 1000
          labels: {severity: critical, namespace: shop}
          annotations: {summary: "{{ $labels.queue }} holds {{ $value }} messages"}
        - alert: ElsewhereGrows
          expr: rabbitmq_queue_messages > 1000
          labels: {severity: info, namespace: elsewhere}
        - alert: NotYet
          expr: rabbitmq_queue_messages > 1000
          for: 1h
          labels: {severity: critical, namespace: shop}
      """;

  @TempDir static Path directory;

  private static Instant fresh;
  private static RealPrometheus prometheus;

  @BeforeAll
  static void scrape() throws Exception {
    Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    fresh = end.minusSeconds(100);
    var labels = Map.of("instance", "node-1");
    prometheus =
        RealPrometheus.scraping(
            directory,
            List.of(
                new RealPrometheus.Job(
                    "resources", new Exposition("resources", end, end.minusSeconds(720)), labels),
                new RealPrometheus.Job("fresh", new Exposition("fresh", end, fresh), labels)),
            RULES);
  }

  @AfterAll
  static void stop() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  private static Answer ask(
      List<Preset> presets,
      ResourceConfig resources,
      List<OwnQuery> queries,
      Optional<Map<String, String>> alertMatchers)
      throws Exception {
    var plain = PrometheusConfig.at(WebAccess.at(prometheus.url()).within(Duration.ofSeconds(20)));
    var config =
        new PrometheusConfig(
            plain.access(),
            Optional.empty(),
            presets,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            resources,
            queries,
            alertMatchers.isPresent(),
            alertMatchers.orElse(Map.of()),
            plain.onsetLookback(),
            4,
            plain.maxRoutes(),
            plain.maxSeries(),
            Duration.ofSeconds(60));
    try (var source =
        new PrometheusSource(
            config, new SourceContext(Clock.systemUTC(), Map.of(), directory, directory))) {
      return source.ask(new Look("edge", "shop", Instant.now(), Duration.ofMinutes(5)));
    }
  }

  private static List<Fact> own(String query, String fact, Map<String, String> fields)
      throws Exception {
    return ask(
            List.of(),
            ResourceConfig.none(),
            List.of(new OwnQuery(query, fact, fields)),
            Optional.empty())
        .facts();
  }

  private static ResourceUsage usage(Answer answer, String workload, Resource resource) {
    List<Fact> found =
        answer.facts().stream()
            .filter(
                it ->
                    it instanceof ResourceUsage use
                        && use.workload().equals(workload)
                        && use.resource() == resource)
            .toList();
    assertThat(found).as("%s of %s in %s", resource, workload, answer.facts()).hasSize(1);
    return (ResourceUsage) found.getFirst();
  }

  @Test
  void containersAreMeasuredAgainstTheirLimits() throws Exception {
    var containers =
        new ResourceConfig(true, false, List.of(), Optional.empty(), Optional.empty(), 100);
    Answer answer = ask(List.of(), containers, List.of(), Optional.empty());
    assertThat(answer.facts()).noneMatch(Blind.class::isInstance);
    ResourceUsage cpu = usage(answer, "orders", Resource.CPU);
    assertThat(cpu.pod()).contains("orders-6d5f8c7b9d-x2x4z");
    assertThat(cpu.container()).contains("orders");
    assertThat(cpu.namespace()).contains("shop");
    assertThat(cpu.used().getAsDouble()).isCloseTo(0.95, within(0.01));
    assertThat(cpu.limit()).hasValue(1);
    assertThat(cpu.unit()).contains("cores");
    assertThat(cpu.throttledRatio().getAsDouble()).isCloseTo(0.75, within(0.02));
    ResourceUsage memory = usage(answer, "orders", Resource.MEMORY);
    assertThat(memory.used()).hasValue(510_000_000);
    assertThat(memory.limit()).hasValue(536_870_912);
    ResourceUsage database = usage(answer, "orders-db", Resource.MEMORY);
    assertThat(database.used()).hasValue(800_000_000);
    // As its cgroup says, since kube-state-metrics does not.
    assertThat(database.limit()).hasValue(1_000_000_000);
    ResourceUsage unlimited = usage(answer, "orders-db", Resource.CPU);
    assertThat(unlimited.used().getAsDouble()).isCloseTo(1, within(0.02));
    assertThat(unlimited.limit()).isEmpty();
    // It had no period in which it could have been throttled.
    assertThat(unlimited.throttledRatio()).isEmpty();
    assertThat(answer.facts()).hasSize(4);
  }

  @Test
  void containersOfNamespacesWithoutSeriesAreUnknown() throws Exception {
    var nobody =
        new ResourceConfig(true, false, List.of("no.body"), Optional.empty(), Optional.empty(), 9);
    Answer answer = ask(List.of(), nobody, List.of(), Optional.empty());
    assertThat(answer.facts()).hasSize(1);
    assertThat(((Blind) answer.facts().getFirst()).reason().orElseThrow())
        .contains("namespace=~\"no\\\\.body\"");
  }

  @Test
  void processesTellOfTheirHeapPoolsThreadsAndFiles() throws Exception {
    var processes =
        new ResourceConfig(false, true, List.of(), Optional.empty(), Optional.empty(), 100);
    Answer answer = ask(List.of(), processes, List.of(), Optional.empty());
    ResourceUsage heap = usage(answer, "orders", Resource.HEAP);
    assertThat(heap.used()).hasValue(390_000_000);
    assertThat(heap.limit()).hasValue(400_000_000);
    ResourceUsage pool = usage(answer, "orders", Resource.CONNECTIONS);
    assertThat(pool.used()).hasValue(10);
    assertThat(pool.limit()).hasValue(10);
    assertThat(pool.pod()).contains("orders-6d5f8c7b9d-x2x4z");
    ResourceUsage files = usage(answer, "orders-db", Resource.FILE_DESCRIPTORS);
    assertThat(files.used()).hasValue(512);
    assertThat(answer.facts()).hasSize(3);
  }

  @Test
  void processesOutsideKubernetesAreNamedByALabel() throws Exception {
    var outside =
        new ResourceConfig(
            false, true, List.of(), Optional.of("application=\"standalone\""), Optional.empty(), 9);
    Answer answer = ask(List.of(), outside, List.of(), Optional.empty());
    ResourceUsage threads = usage(answer, "standalone", Resource.THREADS);
    assertThat(threads.used()).hasValue(30);
    assertThat(threads.limit()).hasValue(200);
    assertThat(threads.pod()).isEmpty();
    assertThat(answer.facts()).hasSize(1);
  }

  @Test
  void ownQueriesMakeSignals() throws Exception {
    List<Fact> facts =
        own(
            "sum by (queue) (rabbitmq_queue_messages)",
            "Signal",
            Map.of(
                "name", "queue_depth",
                "subject", "{{queue}}",
                "value", "{{value}}",
                "text", "{{queue}} of $namespace holds {{value}}",
                "labels.queue", "{{queue}}"));
    assertThat(facts).hasSize(2).allMatch(Signal.class::isInstance);
    Signal invoices =
        (Signal) facts.stream().filter(it -> ((Signal) it).isAbout("invoices")).findFirst().get();
    assertThat(invoices.value()).hasValue(9100);
    assertThat(invoices.text()).contains("invoices of $namespace holds 9100");
    assertThat(invoices.labels()).isEqualTo(Map.of("queue", "invoices"));
    Signal mails =
        (Signal) facts.stream().filter(it -> ((Signal) it).isAbout("mails")).findFirst().get();
    assertThat(mails.value()).hasValue(0);
  }

  @Test
  void seriesOfOneRouteMakeOneFactWithWhatOtherQueriesTellOfIt() throws Exception {
    var counted =
        new OwnQuery(
            "sum by (route, service, status)"
                + " (increase(my_gateway_responses_total{status=~\"[0-9]+\"}[$window]))",
            "RouteTraffic",
            Map.of(
                "route", "{{route}}",
                "upstream", "{{service}}",
                "responses.{{status}}", "{{value}}"));
    var timed =
        new OwnQuery(
            "max by (route, service) (my_gateway_p99_seconds) * 1000",
            "RouteTraffic",
            Map.of(
                "route", "{{route}}",
                "upstream", "{{service}}",
                "p99Millis", "{{value}}"));
    Answer answer =
        ask(List.of(), ResourceConfig.none(), List.of(counted, timed), Optional.empty());
    assertThat(answer.facts()).hasSize(1);
    RouteTraffic pay = (RouteTraffic) answer.facts().getFirst();
    assertThat(pay.upstream()).contains("payments");
    assertThat(pay.responses().get(200)).isCloseTo(300, within(6L));
    assertThat(pay.responses().get(503)).isCloseTo(60, within(3L));
    assertThat(pay.p99Millis()).hasValue(250);
  }

  @Test
  void aSeriesThatFitsNoFactIsNamedOnceWithItsReason() throws Exception {
    List<Fact> facts =
        own(
            "sum by (route, status) (my_gateway_responses_total)",
            "RouteTraffic",
            Map.of("route", "{{route}}", "responses.{{status}}", "{{value}}"));
    assertThat(facts).hasSize(1);
    Blind blind = (Blind) facts.getFirst();
    assertThat(blind.subject())
        .contains("query sum by (route, status) (my_gateway_responses_total)");
    assertThat(blind.reason().orElseThrow()).contains("responses").contains("odd");
  }

  @Test
  void whatPrometheusSaysOfABadQueryIsTold() throws Exception {
    Answer answer =
        ask(
            List.of(),
            ResourceConfig.none(),
            List.of(
                signal("sum by (queue (rabbitmq_queue_messages)"),
                signal("rabbitmq_queue_messages[5m]"),
                signal("rabbitmq_queue_messages + on () rabbitmq_queue_messages"),
                signal("up{job=\"resources\"}")),
            Optional.empty());
    assertThat(answer.facts()).hasSize(4);
    assertThat(answer.facts()).filteredOn(Signal.class::isInstance).hasSize(1);
    assertThat(reason(answer, "query sum by (queue (rabbitmq"))
        .contains("400")
        .contains("parse error");
    assertThat(reason(answer, "query rabbitmq_queue_messages[5m]"))
        .isEqualTo("the query gives a matrix; it must give a vector");
    assertThat(reason(answer, "query rabbitmq_queue_messages + on ()"))
        .contains("422")
        .contains("found duplicate series");
  }

  private static OwnQuery signal(String query) {
    return new OwnQuery(query, "Signal", Map.of("name", "x", "value", "{{value}}"));
  }

  private static String reason(Answer answer, String subject) {
    return answer.facts().stream()
        .filter(it -> it instanceof Blind blind && blind.subject().orElse("").startsWith(subject))
        .map(it -> ((Blind) it).reason().orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void alertsThatFireAreTold() throws Exception {
    Answer answer =
        ask(
            List.of(),
            ResourceConfig.none(),
            List.of(),
            Optional.of(Map.of("namespace", "shop|data", "severity", "critical")));
    assertThat(answer.facts()).hasSize(1);
    Alert alert = (Alert) answer.facts().getFirst();
    assertThat(alert.name()).isEqualTo("QueueGrows");
    assertThat(alert.isFiring()).isTrue();
    assertThat(alert.labels())
        .containsEntry("queue", "invoices")
        .containsEntry("severity", "critical");
    assertThat(alert.annotations()).containsEntry("summary", "invoices holds 9100 messages");
    assertThat(alert.startsAt().orElseThrow())
        .isBetween(Instant.now().minusSeconds(120), Instant.now());
  }

  @Test
  void aStatusCodeThatIsNewIsCountedFromItsFirstSample() throws Exception {
    Answer answer = ask(List.of(Preset.KONG), ResourceConfig.none(), List.of(), Optional.empty());
    RouteTraffic orders = route(answer, "orders-api");
    double seconds = Duration.between(fresh, Instant.now()).toMillis() / 1000.0;
    // What increase() alone tells is less by what came before the first scrape.
    assertThat((double) orders.responses().get(503)).isCloseTo(seconds, within(4.0));
    // All at once and never again, for which increase() tells nothing.
    assertThat(orders.responses().get(502)).isEqualTo(300);
    beganFresh(orders);
    RouteTraffic burst = route(answer, "burst-api");
    assertThat(burst.responses().get(502)).isEqualTo(200);
    beganFresh(burst);
    RouteTraffic quiet = route(answer, "quiet-api");
    assertThat(quiet.responses()).isEqualTo(Map.of(200, 0L));
    assertThat(quiet.baselineRequests()).hasValue(0);
  }

  private static void beganFresh(RouteTraffic route) {
    assertThat(route.errorsSince().orElseThrow())
        .isBetween(fresh.minusSeconds(60), fresh.plusSeconds(60));
  }

  private static RouteTraffic route(Answer answer, String name) {
    return answer.facts().stream()
        .filter(it -> it instanceof RouteTraffic route && route.route().equals(name))
        .map(RouteTraffic.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
