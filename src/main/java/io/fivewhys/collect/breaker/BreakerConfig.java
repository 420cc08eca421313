package io.fivewhys.collect.breaker;

import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where circuit breakers can be asked for; a section of the configuration, its type by name. */
public sealed interface BreakerConfig {
  /** Longest time of one look, unless configured. */
  Duration USUAL_DEADLINE = Duration.ofSeconds(5);

  WebAccess access();

  /** Which proxy or pod is asked, where each holds a state of its own. */
  Optional<String> instance();

  /** The workload behind a breaker, cluster or upstream, where its name does not tell. */
  Map<String, String> upstreams();

  Duration deadline();

  /**
   * Resilience4j behind Spring Boot's actuator.
   *
   * @param access address of the actuator, such as {@code http://gateway:8080/actuator}; without a
   *     path, {@code /actuator} is meant
   * @param instance which pod this is
   * @param upstreams workload by the breaker's name
   * @param deadline longest time of one look
   */
  record Actuator(
      @Inline WebAccess access,
      Optional<String> instance,
      Map<String, String> upstreams,
      @Within(least = "100ms", most = "1m") Duration deadline)
      implements BreakerConfig {

    public Actuator {
      upstreams = checked(upstreams);
    }

    public static Actuator defaults() {
      return new Actuator(WebAccess.defaults(), Optional.empty(), Map.of(), USUAL_DEADLINE);
    }
  }

  /**
   * Envoy's admin interface, also that of a sidecar or of a gateway built on Envoy.
   *
   * @param access address of the admin interface, such as {@code http://127.0.0.1:9901}
   * @param instance which proxy this is
   * @param upstreams workload by the cluster's name
   * @param deadline longest time of one look
   */
  record Envoy(
      @Inline WebAccess access,
      Optional<String> instance,
      Map<String, String> upstreams,
      @Within(least = "100ms", most = "1m") Duration deadline)
      implements BreakerConfig {

    public Envoy {
      upstreams = checked(upstreams);
    }

    public static Envoy defaults() {
      return new Envoy(WebAccess.defaults(), Optional.empty(), Map.of(), USUAL_DEADLINE);
    }
  }

  /**
   * The admin endpoint of the runbook, {@code GET /admin/circuit-breaker}; what it may answer is
   * said at {@link RunbookBreakers}.
   *
   * @param access address of the gateway's admin interface, before {@code /admin}
   * @param instance which pod this is
   * @param upstreams workload by the breaker's or upstream's name
   * @param deadline longest time of one look
   */
  record Runbook(
      @Inline WebAccess access,
      Optional<String> instance,
      Map<String, String> upstreams,
      @Within(least = "100ms", most = "1m") Duration deadline)
      implements BreakerConfig {

    public Runbook {
      upstreams = checked(upstreams);
    }

    public static Runbook defaults() {
      return new Runbook(WebAccess.defaults(), Optional.empty(), Map.of(), USUAL_DEADLINE);
    }
  }

  /**
   * Health checks of Apache APISIX by its control API.
   *
   * @param access address of the control API, such as {@code http://127.0.0.1:9090}
   * @param instance which instance this is; each has checks of its own
   * @param upstreams workload by the upstream's name, or by its resource such as {@code
   *     upstreams/1}
   * @param deadline longest time of one look
   */
  record Apisix(
      @Inline WebAccess access,
      Optional<String> instance,
      Map<String, String> upstreams,
      @Within(least = "100ms", most = "1m") Duration deadline)
      implements BreakerConfig {

    public Apisix {
      upstreams = checked(upstreams);
    }

    public static Apisix defaults() {
      return new Apisix(WebAccess.defaults(), Optional.empty(), Map.of(), USUAL_DEADLINE);
    }
  }

  /**
   * Health checks and circuit breakers of Kong by its Admin API.
   *
   * @param access address of the Admin API, such as {@code http://127.0.0.1:8001}
   * @param instance which node this is; each has checks of its own
   * @param upstreams workload by the upstream's name
   * @param deadline longest time of one look
   */
  record Kong(
      @Inline WebAccess access,
      Optional<String> instance,
      Map<String, String> upstreams,
      @Within(least = "100ms", most = "1m") Duration deadline)
      implements BreakerConfig {

    public Kong {
      upstreams = checked(upstreams);
    }

    public static Kong defaults() {
      return new Kong(WebAccess.defaults(), Optional.empty(), Map.of(), USUAL_DEADLINE);
    }
  }

  private static Map<String, String> checked(Map<String, String> upstreams) {
    if (upstreams.values().stream().anyMatch(it -> it.isBlank() || it.length() > 253)) {
      throw new IllegalArgumentException("upstreams with the name of a workload for each");
    }
    return Map.copyOf(upstreams);
  }
}
