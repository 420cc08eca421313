package io.fivewhys.logs.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Times;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Access lines as JSON: Envoy's, Traefik's, Kong's, and whatever has a method, a path and a status.
 */
final class JsonFormat {
  private JsonFormat() {}

  static AccessLine read(Json json, Times times) {
    Draft draft = new Draft(written(json));
    if (!request(draft, json) || !status(draft, json)) {
      return null;
    }
    draft.at =
        json.time(
                times,
                "start_time",
                "StartUTC",
                "started_at",
                "time_iso8601",
                "time_local",
                "request_time_utc")
            .or(() -> json.time(times));
    json.text(
            ":authority",
            "authority",
            "RequestHost",
            "request.host",
            "request.headers.host",
            "vhost",
            "host",
            "http_host",
            "server_name")
        .ifPresent(draft::host);
    json.text(
            "upstream_cluster",
            "upstream_cluster_name",
            "ServiceName",
            "service.name",
            "proxy_upstream_name",
            "upstream_name",
            "backend_name",
            "backend",
            "service.host",
            "service_name",
            "service",
            "upstream")
        .ifPresent(draft::cluster);
    json.text("route_name", "RouterName", "route.name", "ingress_name", "route")
        .ifPresent(draft::route);
    json.text(
            "x_forwarded_for",
            "x-forwarded-for",
            "http_x_forwarded_for",
            "client_ip",
            "clientIp",
            "ClientHost",
            "remote_addr",
            "remoteAddr",
            "remote_ip",
            "request.remote_ip",
            "request.client_ip",
            "downstream_remote_address",
            "source_ip",
            "ip",
            "client")
        .ifPresent(draft::client);
    json.text(
            "user_agent",
            "user-agent",
            "userAgent",
            "http_user_agent",
            "request_User-Agent",
            "request.headers.user-agent",
            "ua",
            "agent")
        .ifPresent(draft::userAgent);
    attempts(draft, json);
    duration(draft, json);
    reasons(draft, json);
    return draft.done();
  }

  private static Written written(Json json) {
    if (json.node("response_flags", "response_code_details").isPresent()
        || (json.node("response_code").isPresent() && json.node("upstream_cluster").isPresent())) {
      return Written.ENVOY_JSON;
    }
    if (json.node("DownstreamStatus").isPresent() || json.node("RouterName").isPresent()) {
      return Written.TRAEFIK_JSON;
    }
    return json.node("latencies").isPresent() && json.node("request").isPresent()
        ? Written.KONG_JSON
        : Written.JSON;
  }

  private static boolean request(Draft draft, Json json) {
    Optional<String> method =
        json.text(
            "method",
            "request_method",
            "requestMethod",
            "http_method",
            "httpMethod",
            "RequestMethod",
            "request.method",
            "req.method",
            "http.request.method",
            "httpRequest.requestMethod",
            "verb");
    Optional<String> path =
        json.text(
            "x-envoy-origin-path",
            "path",
            "RequestPath",
            "uri",
            "request_uri",
            "requestUri",
            "request.uri",
            "request.path",
            "request.url",
            "req.url",
            "request_path",
            "url",
            "url.path",
            "requestUrl",
            "http.target",
            "http.url",
            "httpRequest.requestUrl",
            "request_url");
    if (method.isPresent() && path.isPresent()) {
      boolean sound = Draft.isMethod(method.get()) && path.get().indexOf('/') >= 0;
      if (sound) {
        draft.method(method.get());
        draft.target(path.get());
      }
      return sound;
    }
    json.text("request", "request_line", "RequestLine").ifPresent(draft::request);
    return !draft.method.isEmpty();
  }

  private static boolean status(Draft draft, Json json) {
    return json.text(
            "response_code",
            "DownstreamStatus",
            "status",
            "status_code",
            "statusCode",
            "response.status",
            "responseCode",
            "http_status",
            "res.statusCode",
            "http.response.status_code",
            "httpRequest.status",
            "code")
        .filter(draft::status)
        .isPresent();
  }

  private static void attempts(Draft draft, Json json) {
    Optional<JsonNode> tries = json.node("tries").filter(JsonNode::isArray);
    if (tries.isPresent()) {
      for (JsonNode one : tries.get()) {
        String server = one.path("ip").asText("") + ":" + one.path("port").asText("");
        draft.attempt(server.equals(":") ? "" : server, one.path("code").asInt(draft.status));
      }
      return;
    }
    int answered =
        (int)
            json.number("upstream_status", "OriginStatus", "upstream_response_status")
                .orElse(draft.status);
    json.text(
            "upstream_host",
            "ServiceAddr",
            "ServiceURL",
            "upstream_addr",
            "upstream_address",
            "upstreamAddr",
            "target_addr")
        .ifPresent(server -> draft.attempt(server, answered));
  }

  /**
   * Nanoseconds in Traefik's, milliseconds in Envoy's and Kong's; else the name or the fraction
   * tells.
   */
  private static void duration(Draft draft, Json json) {
    OptionalDouble millis =
        json.number(
            "latencies.request",
            "duration_ms",
            "durationMs",
            "latency_ms",
            "latencyMs",
            "response_time_ms",
            "elapsed_ms",
            "responseTime",
            "duration_millis",
            "ms",
            "took_ms");
    OptionalDouble seconds =
        json.number("request_time", "response_time", "duration_s", "duration_seconds");
    Optional<String> bare =
        json.text("Duration", "duration", "latency", "elapsed", "took", "httpRequest.latency");
    if (millis.isPresent()) {
      draft.millis = atLeastZero(millis.getAsDouble());
    } else if (seconds.isPresent()) {
      draft.millis = atLeastZero(seconds.getAsDouble() * 1000);
    } else if (bare.isPresent()) {
      draft.millis = bare(draft.format, bare.get());
    }
  }

  private static OptionalDouble bare(Written written, String text) {
    int end = text.length();
    while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
      end--;
    }
    OptionalDouble number = Scan.decimal(text.substring(0, end));
    if (number.isEmpty()) {
      return number;
    }
    double value = number.getAsDouble();
    return switch (text.substring(end).strip()) {
      case "ms" -> number;
      case "s" -> OptionalDouble.of(value * 1000);
      case "us", "µs", "μs" -> OptionalDouble.of(value / 1000);
      case "ns" -> OptionalDouble.of(value / 1e6);
      case "" ->
          written == Written.TRAEFIK_JSON
              ? OptionalDouble.of(value / 1e6)
              : written == Written.JSON && text.indexOf('.') >= 0 && value < 100
                  ? OptionalDouble.of(value * 1000)
                  : number;
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble atLeastZero(double value) {
    return value >= 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static void reasons(Draft draft, Json json) {
    json.text("response_flags").ifPresent(draft::flags);
    json.text("response_code_details").ifPresent(details -> EnvoyFormat.reason(draft, details));
    if (draft.format == Written.ENVOY_JSON) {
      return;
    }
    boolean knowsServers =
        draft.format != Written.JSON
            || json.node("upstream_addr", "upstream_host", "upstream_status", "upstreamAddr")
                .isPresent();
    if (!knowsServers) {
      return;
    }
    boolean unserved = draft.attempts.isEmpty();
    if (draft.status == 504) {
      draft.flags.add("UT");
    } else if (draft.status == 404
        && unserved
        && draft.cluster.isEmpty()
        && draft.route.isEmpty()) {
      draft.flags.add("NR");
    } else if (draft.status == 503 && unserved && draft.format != Written.KONG_JSON) {
      draft.flags.add("UH"); // a plugin of Kong may answer 503 of its own
    }
  }
}
