package io.fivewhys.collect.probe;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.settings.Inline;
import java.util.List;
import java.util.Optional;

/**
 * Something that answers over HTTP or HTTPS.
 *
 * @param access where it is and how to be let in; timeout is that of the whole probe
 * @param path behind the base address, with a query where one is needed, such as {@code
 *     /healthz?full=true}
 * @param method GET when left out
 * @param status expected answers, each as {@code 204}, {@code 2xx} or {@code 200-399}; 2xx and 3xx
 *     when left out
 * @param bodyMatches regular expression (RE2) that must be found in the body
 */
public record Http(
    @Inline Probed probed,
    @Inline WebAccess access,
    Optional<String> path,
    Optional<String> method,
    List<String> status,
    Optional<String> bodyMatches)
    implements ProbeConfig {

  public Http {
    status = List.copyOf(status);
    if (!status.stream().allMatch(it -> it.matches("[1-5]\\d\\d(-[1-5]\\d\\d)?|[1-5]xx"))) {
      throw new IllegalArgumentException("status as a list of 204, 2xx or 200-399");
    }
    if (path.isPresent() && !path.get().matches("/[!-~&&[^\"<>\\\\^`{|}#]]*")) {
      throw new IllegalArgumentException(
          "path beginning with a slash, escaped as in a URL, such as /healthz?full=true");
    }
    if (method.isPresent() && !method.get().matches("GET|HEAD|OPTIONS|POST")) {
      throw new IllegalArgumentException("method GET, HEAD, OPTIONS or POST");
    }
    try {
      bodyMatches.ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "body-matches as a regular expression of RE2: " + e.getMessage());
    }
  }

  /** Whether this status was to be expected. */
  boolean expects(int code) {
    if (status.isEmpty()) {
      return code / 100 == 2 || code / 100 == 3;
    }
    return status.stream().anyMatch(it -> covers(it, code));
  }

  private static boolean covers(String written, int code) {
    if (written.endsWith("xx")) {
      return code / 100 == written.charAt(0) - '0';
    }
    String[] ends = written.split("-");
    return code >= Integer.parseInt(ends[0]) && code <= Integer.parseInt(ends[ends.length - 1]);
  }
}
