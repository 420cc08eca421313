package io.fivewhys.demo.cluster;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request's URL. */
record Query(Map<String, String> values) {
  static Query of(String uri) {
    Map<String, String> values = new LinkedHashMap<>();
    int mark = uri.indexOf('?');
    if (mark >= 0) {
      for (String pair : uri.substring(mark + 1).split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.put(decoded(name), decoded(value));
      }
    }
    return new Query(values);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  Optional<Long> number(String name) {
    return get(name).map(Long::valueOf);
  }

  boolean is(String name) {
    return get(name).filter("true"::equals).isPresent();
  }

  Query without(String name) {
    var others = new LinkedHashMap<>(values);
    others.remove(name);
    return new Query(others);
  }

  String on(String path) {
    return values.isEmpty()
        ? path
        : values.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
