package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.prometheus.own.OwnQuery;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ResourceConfig;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.RouteTraffic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A source that asks a server which answers as a test tells it. */
@Timeout(60)
abstract class PrometheusSourceTest {
  static final Instant AT = Instant.parse("2026-01-05T12:00:00.500Z");
  static final Look LOOK = new Look("edge", "shop", AT, Duration.ofMinutes(5));
  static final Duration SHORT = Duration.ofMillis(400);

  static final String ORDERS =
      vector(
          "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970",
          "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"503\"} 30");

  FakePrometheus prometheus;

  /** The parts of a configuration that these tests vary. */
  record Setup(
      WebAccess access,
      List<Preset> presets,
      List<OwnQuery> queries,
      boolean alerts,
      int concurrency,
      int maxRoutes,
      int maxSeries,
      Duration deadline) {

    static Setup at(URI url) {
      return new Setup(
          WebAccess.at(url),
          List.of(Preset.KONG),
          List.of(),
          false,
          8,
          300,
          1000,
          Duration.ofSeconds(30));
    }

    Setup access(WebAccess other) {
      return new Setup(
          other, presets, queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup presets(Preset... others) {
      return new Setup(
          access, List.of(others), queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup queries(List<OwnQuery> others) {
      return new Setup(
          access, List.of(), others, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup bounds(int concurrency, int maxRoutes, int maxSeries) {
      return new Setup(
          access, presets, queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup deadline(Duration other) {
      return new Setup(access, presets, queries, alerts, concurrency, maxRoutes, maxSeries, other);
    }

    Setup withAlerts() {
      return new Setup(
          access, List.of(), queries, true, concurrency, maxRoutes, maxSeries, deadline);
    }

    PrometheusSource source() {
      return new PrometheusSource(
          new PrometheusConfig(
              access,
              Optional.empty(),
              presets,
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              ResourceConfig.none(),
              queries,
              alerts,
              Map.of(),
              Duration.ofHours(2),
              concurrency,
              maxRoutes,
              maxSeries,
              deadline),
          new SourceContext(Clock.systemUTC(), Map.of(), Path.of("."), Path.of(".")));
    }

    Answer ask() throws Exception {
      try (var source = source()) {
        return source.ask(LOOK);
      }
    }

    SourceFailed failure() {
      var failed = catchThrowableOfType(SourceFailed.class, this::ask);
      assertThat(failed).as("failure").isNotNull();
      return failed;
    }
  }

  @BeforeEach
  void serve() throws Exception {
    prometheus = new FakePrometheus();
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  Setup setup() {
    return Setup.at(prometheus.url());
  }

  static OwnQuery signal(String query) {
    return new OwnQuery(query, "Signal", Map.of("name", query, "value", "{{value}}"));
  }

  static List<String> blindSubjects(Answer answer) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(it -> ((Blind) it).subject().orElse(""))
        .toList();
  }

  static RouteTraffic route(Answer answer) {
    return answer.facts().stream()
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
