package io.fivewhys.logs.access;

import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The common log format and what grew out of it: Apache, Tomcat and nginx (combined, with or
 * without a tail of {@code rt=0.003} fields), ingress-nginx, Traefik.
 */
final class CombinedFormat {
  private static final int LATEST_DATE = 400;

  private CombinedFormat() {}

  static AccessLine read(String text, Times times, Format format) {
    int open = dateAt(text);
    if (open < 0) {
      return null;
    }
    Optional<Times.Found> time = times.at(text, open + 1);
    if (time.isEmpty() || !text.startsWith("] \"", time.get().end())) {
      return null;
    }
    Scan scan = new Scan(text, time.get().end() + 1);
    String request = scan.quoted();
    String status = scan.word();
    String bytes = scan.word();
    if (request == null || bytes.isEmpty()) {
      return null;
    }
    String referer = scan.peek() == '"' ? scan.quoted() : "";
    String userAgent = scan.peek() == '"' ? scan.quoted() : "";
    Written written = writtenBy(scan, format);
    Draft draft = new Draft(written);
    if (!draft.status(status) || referer == null || userAgent == null) {
      return null;
    }
    draft.at = time.get().at();
    draft.request(request);
    draft.userAgent(userAgent);
    client(draft, text.substring(0, open));
    switch (written) {
      case INGRESS_NGINX -> ingressTail(draft, scan);
      case TRAEFIK -> traefikTail(draft, scan);
      default -> fieldsTail(draft, scan);
    }
    return draft.done();
  }

  /** Index of the bracket before a date like 22/Nov/2026; -1 without one. */
  static int dateAt(String text) {
    int open = text.indexOf('[');
    while (open >= 0 && open < LATEST_DATE && open + 12 < text.length()) {
      if (text.charAt(open + 3) == '/'
          && text.charAt(open + 7) == '/'
          && text.charAt(open + 12) == ':') {
        return open;
      }
      open = text.indexOf('[', open + 1);
    }
    return -1;
  }

  private static Written writtenBy(Scan scan, Format format) {
    char next = scan.peek();
    if (next < '0' || next > '9' || format == Format.COMBINED || format == Format.NGINX) {
      return Written.COMBINED;
    }
    int before = scan.position();
    scan.word();
    char second = scan.peek();
    boolean ingress = second >= '0' && second <= '9';
    scan.back(before);
    if (second == '"' && format != Format.INGRESS_NGINX) {
      return Written.TRAEFIK;
    }
    return ingress && format != Format.TRAEFIK ? Written.INGRESS_NGINX : Written.COMBINED;
  }

  /** The client comes first, unless Apache puts the virtual host before it. */
  private static void client(Draft draft, String before) {
    Scan scan = new Scan(before, 0);
    String first = scan.word();
    draft.client(first.endsWith(",") ? first.substring(0, first.length() - 1) : first);
    if (draft.client.isEmpty()) {
      draft.client(scan.word());
      if (draft.client.isPresent()) {
        draft.host(first);
      }
    }
  }

  /** {@code length seconds [ns-svc-port] [alternative] addresses lengths seconds statuses id}. */
  private static void ingressTail(Draft draft, Scan scan) {
    scan.word();
    draft.seconds(scan.word());
    String name = scan.bracketed('[', ']');
    if (name == null) {
      return;
    }
    draft.cluster(name);
    if (scan.peek() == '[') {
      scan.bracketed('[', ']');
    }
    List<String> servers = list(scan);
    list(scan);
    list(scan);
    List<String> statuses = list(scan);
    for (int i = 0; i < servers.size(); i++) {
      OptionalInt answered =
          i < statuses.size() ? Scan.integer(statuses.get(i)) : OptionalInt.empty();
      draft.attempt(servers.get(i), answered.orElse(0));
    }
    if (name.startsWith("upstream-default-backend") || name.isEmpty()) {
      draft.cluster = Optional.empty();
      if (draft.status == 404) {
        draft.flags.add("NR");
      }
    } else if (draft.status == 503 && draft.attempts.isEmpty()) {
      draft.flags.add("UH");
    }
    if (draft.status == 504) {
      draft.flags.add("UT");
    }
  }

  /** nginx parts the values of several tries by commas, and groups of them by colons. */
  private static List<String> list(Scan scan) {
    List<String> values = new ArrayList<>(1);
    String word = scan.word();
    while (true) {
      boolean more = word.endsWith(",");
      values.add(more ? word.substring(0, word.length() - 1) : word);
      if (!more && scan.peek() == ':') {
        scan.word();
        more = true;
      }
      if (!more || values.size() > 50) {
        return values;
      }
      word = scan.word();
    }
  }

  /** {@code count "router" "server URL" 12ms}. */
  private static void traefikTail(Draft draft, Scan scan) {
    scan.word();
    String router = scan.quoted();
    String server = scan.quoted();
    if (router == null || server == null) {
      return;
    }
    draft.route(router);
    draft.cluster(router);
    draft.attempt(server, draft.status);
    String took = scan.word();
    if (took.endsWith("ms")) {
      draft.millis(took.substring(0, took.length() - 2));
    }
    if (draft.status == 404 && Draft.isAbsent(router)) {
      draft.flags.add("NR");
    } else if (draft.status == 503 && Draft.isAbsent(server) && !Draft.isAbsent(router)) {
      draft.flags.add("UH");
    } else if (draft.status == 504) {
      draft.flags.add("UT");
    }
  }

  /**
   * What administrators append to nginx's combined format: {@code rt=0.012 uaddr="10.1.2.3:80"
   * us=502}.
   */
  private static void fieldsTail(Draft draft, Scan scan) {
    String server = null;
    int answered = 0;
    if (scan.peek() == '"') {
      String forwarded = scan.quoted();
      if (forwarded != null) {
        draft.client(forwarded);
      }
    }
    while (!scan.atEnd()) {
      String word = scan.word();
      int equals = word.indexOf('=');
      if (equals < 1) {
        if (draft.millis.isEmpty() && word.indexOf('.') > 0) {
          draft.seconds(word);
        }
        continue;
      }
      String value = unquoted(word.substring(equals + 1));
      switch (word.substring(0, equals).toLowerCase(Locale.ROOT)) {
        case "rt", "request_time" -> draft.seconds(value);
        case "ua", "uaddr", "upstream", "upstream_addr" -> server = value;
        case "us", "ust", "upstream_status" -> answered = Scan.integer(value).orElse(0);
        case "host", "server_name", "vhost" -> draft.host(value);
        case "upstream_name", "proxy_upstream_name", "backend" -> draft.cluster(value);
        default -> {}
      }
    }
    if (server != null) {
      draft.attempt(server, answered);
      if (draft.status == 503 && draft.attempts.isEmpty()) {
        draft.flags.add("UH");
      } else if (draft.status == 504) {
        draft.flags.add("UT");
      }
    }
  }

  private static String unquoted(String value) {
    String plain = value.startsWith("\"") ? value.substring(1) : value;
    return plain.endsWith("\"") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
