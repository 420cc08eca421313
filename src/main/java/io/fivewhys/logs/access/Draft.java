package io.fivewhys.logs.access;

import io.fivewhys.logs.access.AccessLine.Attempt;
import io.fivewhys.logs.access.AccessLine.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** An access line while its parts are being read. */
final class Draft {
  static final int CLIENT_GONE = 499;
  private static final int LONGEST_PATH = 2_000;

  final Written format;
  Optional<Instant> at = Optional.empty();
  String method = "";
  String path = "-";
  int status;
  Optional<String> host = Optional.empty();
  Optional<String> cluster = Optional.empty();
  Optional<String> route = Optional.empty();
  final List<Attempt> attempts = new ArrayList<>(1);
  OptionalDouble millis = OptionalDouble.empty();
  final Set<String> flags = new TreeSet<>();
  Optional<String> client = Optional.empty();
  Optional<String> userAgent = Optional.empty();

  Draft(Written format) {
    this.format = format;
  }

  AccessLine done() {
    int sent = status < 100 ? CLIENT_GONE : status;
    return new AccessLine(
        format,
        at,
        method,
        path,
        sent,
        host,
        cluster,
        route,
        List.copyOf(attempts),
        millis,
        Set.copyOf(flags),
        client,
        userAgent);
  }

  /** {@code GET /path?query HTTP/1.1}, also with a whole URL or a host before the path. */
  void request(String request) {
    int first = request.indexOf(' ');
    if (first < 1 || !isMethod(request.substring(0, first))) {
      return; // empty, or the first bytes of something that is no HTTP
    }
    int second = request.indexOf(' ', first + 1);
    method(request.substring(0, first));
    target(request.substring(first + 1, second < 0 ? request.length() : second));
  }

  static boolean isMethod(String text) {
    if (text.length() < 3 || text.length() > 10) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-') {
        return false;
      }
    }
    return true;
  }

  void method(String text) {
    method = text.toUpperCase(Locale.ROOT);
  }

  void target(String target) {
    String rest = target;
    int scheme = rest.indexOf("://");
    if (scheme > 0 && scheme < 8) {
      rest = rest.substring(scheme + 3);
    }
    int end = rest.length();
    for (int i = 0; i < end; i++) {
      char c = rest.charAt(i);
      if (c == '?' || c == '#' || c == ';') {
        end = i;
      }
    }
    rest = rest.substring(0, Math.min(end, LONGEST_PATH));
    int slash = rest.indexOf('/');
    if (slash != 0 && (scheme > 0 || slash > 0)) {
      host(slash < 0 ? rest : rest.substring(0, slash));
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    path = rest.isEmpty() ? "/" : rest;
  }

  void host(String text) {
    if (!isAbsent(text)) {
      int port = text.lastIndexOf(':');
      boolean numbered = port > 0 && text.indexOf(':') == port;
      host = Optional.of(numbered ? text.substring(0, port) : text);
    }
  }

  void cluster(String text) {
    if (!isAbsent(text)) {
      cluster = Optional.of(text);
    }
  }

  void route(String text) {
    if (!isAbsent(text)) {
      route = Optional.of(text);
    }
  }

  void userAgent(String text) {
    if (!isAbsent(text)) {
      userAgent = Optional.of(text);
    }
  }

  /** The first address of a list, without its port. */
  void client(String text) {
    String first = text.strip();
    int comma = first.indexOf(',');
    first = comma > 0 ? first.substring(0, comma).strip() : first;
    if (first.startsWith("[") && first.indexOf(']') > 0) {
      first = first.substring(1, first.indexOf(']'));
    } else if (first.indexOf(':') == first.lastIndexOf(':') && first.indexOf(':') > 0) {
      first = first.substring(0, first.indexOf(':'));
    }
    if (isAddress(first)) {
      client = Optional.of(first);
    }
  }

  static boolean isAddress(String text) {
    if (text.length() < 3 || text.length() > 45) {
      return false;
    }
    boolean apart = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      apart |= c == '.' || c == ':';
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return false;
      }
    }
    return apart && (text.indexOf(':') >= 0 || Character.isDigit(text.charAt(text.length() - 1)));
  }

  void attempt(String server, int answered) {
    if (!isAbsent(server)) {
      String address = server.strip();
      int scheme = address.indexOf("://");
      address = scheme > 0 ? address.substring(scheme + 3) : address;
      int slash = scheme > 0 ? address.indexOf('/') : -1;
      attempts.add(new Attempt(slash > 0 ? address.substring(0, slash) : address, answered));
    }
  }

  void seconds(String text) {
    OptionalDouble number = Scan.decimal(text);
    if (number.isPresent()) {
      millis = OptionalDouble.of(number.getAsDouble() * 1000);
    }
  }

  void millis(String text) {
    OptionalDouble number = Scan.decimal(text);
    if (number.isPresent()) {
      millis = number;
    }
  }

  boolean status(String text) {
    OptionalInt number = Scan.integer(text);
    if (number.isEmpty() || number.getAsInt() > 599 || number.getAsInt() < -1) {
      return false;
    }
    status = Math.max(0, number.getAsInt());
    return true;
  }

  /** Envoy's flags as written, {@code UF,URX}. */
  void flags(String text) {
    for (String flag : text.split(",")) {
      if (!flag.isEmpty()
          && flag.length() <= 8
          && flag.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
        flags.add(flag);
      }
    }
  }

  static boolean isAbsent(String text) {
    return text.isEmpty() || text.equals("-");
  }
}
