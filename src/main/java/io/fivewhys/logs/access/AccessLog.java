package io.fivewhys.logs.access;

import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Times;
import java.util.Optional;

/** Reads lines of access logs, each by the format it shows. */
public final class AccessLog {
  private final Times times;

  public AccessLog(Times times) {
    this.times = times;
  }

  /**
   * @param json the line as JSON, where it is that
   * @param format which format may be tried; auto means any
   * @return the request; empty when this is no line of an access log
   */
  public Optional<AccessLine> read(String text, Optional<Json> json, Format format) {
    return Optional.ofNullable(
        switch (format) {
          case AUTO -> any(text, json);
          case PLAIN -> null;
          case NGINX, INGRESS_NGINX, TRAEFIK, COMBINED -> CombinedFormat.read(text, times, format);
          case ENVOY -> EnvoyFormat.read(text, times);
          case HAPROXY -> HaproxyFormat.read(text, times);
          case ALB -> AlbFormat.read(text, times);
          case ENVOY_JSON, TRAEFIK_JSON, KONG_JSON, JSON ->
              json.map(object -> JsonFormat.read(object, times)).orElse(null);
        });
  }

  private AccessLine any(String text, Optional<Json> json) {
    if (json.isPresent()) {
      return JsonFormat.read(json.get(), times);
    }
    if (text.length() < 20) {
      return null;
    }
    char first = text.charAt(0);
    if (first == '[') {
      return EnvoyFormat.read(text, times);
    }
    if (first == 'h' || first == 'g' || first == 'w') {
      AccessLine line = AlbFormat.read(text, times);
      if (line != null) {
        return line;
      }
    }
    AccessLine line = CombinedFormat.read(text, times, Format.AUTO);
    return line != null ? line : HaproxyFormat.read(text, times);
  }
}
