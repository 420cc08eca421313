package io.fivewhys.act.breaker;

import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.breaker.ListedBreaker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The request that closes a breaker.
 *
 * <ul>
 *   <li>the runbook's: {@code POST /admin/circuit-breaker/{upstream}/reset}
 *   <li>Resilience4j: {@code POST /actuator/circuitbreakers/{name}} with {@code {"updateState":
 *       "CLOSE"}}; it makes a breaker where there is none of that name, and wipes what it counted
 *   <li>Kong: {@code PUT /upstreams/{upstream}/targets/{target}/healthy}, before release 3.0 POST;
 *       it holds for all nodes, and until a health check fails anew
 * </ul>
 *
 * @param body empty for none
 * @param elseMethod which to try where the first is not allowed (405): then nothing was done
 */
record ResetCall(String method, String path, String body, Optional<String> elseMethod) {
  private static final String JSON = "application/json";

  static ResetCall of(BreakerConfig place, ListedBreaker breaker) {
    return switch (place) {
      case BreakerConfig.Runbook _ ->
          post("/admin/circuit-breaker/" + encoded(breaker.key()) + "/reset", "");
      case BreakerConfig.Actuator it -> {
        String path = Optional.ofNullable(it.access().url().getPath()).orElse("");
        String base = path.replace("/", "").isEmpty() ? "/actuator" : "";
        yield post(
            base + "/circuitbreakers/" + encoded(breaker.key()), "{\"updateState\":\"CLOSE\"}");
      }
      case BreakerConfig.Kong _ ->
          new ResetCall("PUT", breaker.key() + "/healthy", "", Optional.of("POST"));
      case BreakerConfig.Envoy _, BreakerConfig.Apisix _ ->
          throw new IllegalStateException("nothing there can be reset: " + breaker.name());
    };
  }

  /** Why nothing can be reset at such a place, and what can be done instead. */
  static Optional<String> impossible(BreakerConfig place) {
    return switch (place) {
      case BreakerConfig.Envoy _ ->
          Optional.of(
              "Envoy's admin interface cannot take an ejected host in again, and its thresholds"
                  + " are limits that hold nobody back once there is room: repair or delete the"
                  + " pod that is ejected, wait for base_ejection_time times the number of its"
                  + " ejections, or raise the limit in the configuration");
      case BreakerConfig.Apisix _ ->
          Optional.of(
              "APISIX's control API only tells of health checks: it takes a node in again once its"
                  + " active check succeeds, so repair the node, or correct the check");
      case BreakerConfig.Runbook _, BreakerConfig.Actuator _, BreakerConfig.Kong _ ->
          Optional.empty();
    };
  }

  /** What else becomes of a breaker that is reset there. */
  static Optional<String> sideEffect(BreakerConfig place) {
    return switch (place) {
      case BreakerConfig.Actuator _ -> Optional.of("the calls that it counted are forgotten");
      case BreakerConfig.Kong _ -> Optional.of("all nodes send requests there again");
      case BreakerConfig.Runbook _, BreakerConfig.Envoy _, BreakerConfig.Apisix _ ->
          Optional.empty();
    };
  }

  String contentType() {
    return body.isEmpty() ? "" : JSON;
  }

  ResetCall otherwise() {
    return new ResetCall(elseMethod.orElseThrow(), path, body, Optional.empty());
  }

  /** The same by hand, without credentials. */
  String command(String base) {
    String content = body.isEmpty() ? "" : " -H 'Content-Type: " + JSON + "' -d '" + body + "'";
    String url = (base.replaceAll("/+$", "") + path).replace("'", "%27");
    boolean plain = url.matches("[A-Za-z0-9:/._~%-]+");
    return "curl -X " + method + content + " " + (plain ? url : "'" + url + "'");
  }

  private static ResetCall post(String path, String body) {
    return new ResetCall("POST", path, body, Optional.empty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
