package io.fivewhys.http;

import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names the service answers to. A page on the web can have its own name resolve to 127.0.0.1
 * and would then be allowed to read from here (DNS rebinding); but it cannot hide that name from
 * the {@code Host} header.
 */
final class HostCheck {
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> allowed = new HashSet<>();
  private final boolean anyAddress;

  HostCheck(HttpOptions options) {
    allowed.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    allowed.add(bare(options.host()));
    options.allowedHosts().forEach(name -> allowed.add(bare(name)));
    // Bound everywhere, its addresses are not known beforehand, and kubelets ask by address. A
    // rebinding page always comes under a name.
    anyAddress = WILDCARDS.contains(options.host());
  }

  /**
   * @param headers every {@code Host} header of the request
   * @return why the request is refused; empty when it is not
   */
  Optional<Problem> objection(List<String> headers) {
    if (headers.size() != 1) {
      var detail = "A request must have exactly one Host header.";
      return Optional.of(Problem.of(400, "bad-request", detail));
    }
    var host = HOST.matcher(headers.getFirst().strip().toLowerCase(Locale.ROOT));
    if (!host.matches()) {
      return Optional.of(Problem.of(400, "bad-request", "The Host header names no host."));
    }
    String name = bare(host.group(1));
    if (allowed.contains("*")
        || allowed.contains(name)
        || anyAddress && ADDRESS.matcher(name).matches()) {
      return Optional.empty();
    }
    var detail = "This service does not answer to " + name + "; its configuration can allow it.";
    return Optional.of(Problem.of(421, "misdirected-request", detail));
  }

  private static String bare(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.indexOf(':') >= 0 && !lower.startsWith("[")) {
      return "[" + lower + "]";
    }
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
