package io.fivewhys.logs.access;

import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Envoy's default text, and Istio's, old and new: time, request, status, flags, then what differs,
 * then bytes received and sent, two durations in milliseconds and five quoted fields. The cluster,
 * addresses, server name and route follow in Istio's.
 */
final class EnvoyFormat {
  private static final int MOST_BETWEEN = 12;

  private EnvoyFormat() {}

  static AccessLine read(String text, Times times) {
    Optional<Times.Found> time = text.startsWith("[") ? times.at(text, 1) : Optional.empty();
    if (time.isEmpty() || !text.startsWith("] \"", time.get().end())) {
      return null;
    }
    Scan scan = new Scan(text, time.get().end() + 1);
    String request = scan.quoted();
    Draft draft = new Draft(Written.ENVOY);
    if (request == null || !draft.status(scan.word())) {
      return null;
    }
    draft.at = time.get().at();
    draft.request(request);
    String flags = scan.word();
    draft.flags(flags);
    List<String> numbers = details(draft, scan);
    if (numbers.isEmpty()) {
      return flags.isEmpty() ? null : draft.done();
    }
    draft.millis(numbers.get(2));
    quotedFields(draft, scan);
    tail(draft, scan);
    return draft.done();
  }

  /** Goes over response code details and the like to the four numbers; reads reasons on the way. */
  private static List<String> details(Draft draft, Scan scan) {
    List<String> numbers = new ArrayList<>(4);
    for (int i = 0; i < MOST_BETWEEN && numbers.size() < 4; i++) {
      if (scan.peek() == '"') {
        if (scan.quoted() == null) {
          return List.of();
        }
        numbers.clear();
        continue;
      }
      String word = scan.word();
      boolean number = Scan.integer(word).isPresent();
      if (number || (numbers.size() == 3 && word.equals("-"))) {
        numbers.add(word);
      } else {
        numbers.clear();
        reason(draft, word);
      }
    }
    return numbers.size() == 4 ? numbers : List.of();
  }

  /** Response code details say more than flags at times. */
  static void reason(Draft draft, String details) {
    if (details.contains("overflow")) {
      draft.flags.add("UO");
    } else if (details.contains("cluster_not_found")) {
      draft.flags.add("NC");
    } else if (details.contains("no_healthy_upstream")) {
      draft.flags.add("UH");
    } else if (details.contains("route_not_found")) {
      draft.flags.add("NR");
    }
  }

  private static void quotedFields(Draft draft, Scan scan) {
    String forwardedFor = scan.quoted();
    String userAgent = scan.quoted();
    scan.quoted(); // request id
    String authority = scan.quoted();
    String server = scan.quoted();
    if (forwardedFor != null) {
      draft.client(forwardedFor);
    }
    if (userAgent != null) {
      draft.userAgent(userAgent);
    }
    if (authority != null) {
      draft.host(authority);
    }
    if (server != null) {
      draft.attempt(server, draft.status);
    }
  }

  private static void tail(Draft draft, Scan scan) {
    draft.cluster(scan.word());
    scan.word(); // own address towards the upstream
    scan.word(); // own address towards the client
    String remote = scan.word();
    if (draft.client.isEmpty()) {
      draft.client(remote);
    }
    scan.word(); // server name of the TLS handshake
    draft.route(scan.word());
  }
}
