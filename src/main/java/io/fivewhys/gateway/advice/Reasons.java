package io.fivewhys.gateway.advice;

import io.fivewhys.collect.SourceFailed.Code;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of a reason tell where there is no code, since a part was seen. */
final class Reasons {
  static final String WITHOUT_CODE =
      "Most is seen; the reason names what is missing. If nobody needs it, it can stay so: what"
          + " is not seen is never taken for well.";

  static final String OWN_STORE =
      "What was delivered is kept by the service itself: look at the free space and the rights of"
          + " its data directory, at its database, and at its log.";

  static final String STARVED =
      "It asks nobody, so it is the service itself that had no time: give it more CPU, and look at"
          + " the disk of its data directory. Other sources that were late at the same time were"
          + " late for that.";

  private static final Pattern URL = Pattern.compile("https?://[^\\s,;()]+");

  private static final Map<String, Code> SIGNS = new LinkedHashMap<>();

  static {
    SIGNS.put("401", Code.UNAUTHENTICATED);
    SIGNS.put("may not", Code.FORBIDDEN);
    SIGNS.put("403", Code.FORBIDDEN);
    SIGNS.put("no TLS", Code.UNTRUSTED);
    SIGNS.put("does not answer within", Code.TIMEOUT);
    SIGNS.put("did not answer", Code.TIMEOUT);
    SIGNS.put("no answer within", Code.TIMEOUT);
    SIGNS.put("within the deadline", Code.TIMEOUT);
    SIGNS.put("in time", Code.TIMEOUT);
    SIGNS.put("refuses connections", Code.UNREACHABLE);
    SIGNS.put("cannot be resolved", Code.UNREACHABLE);
    SIGNS.put("broke:", Code.UNREACHABLE);
    SIGNS.put("no connection", Code.UNREACHABLE);
    SIGNS.put("404", Code.NOT_FOUND);
    SIGNS.put("429", Code.UNAVAILABLE);
    SIGNS.put("more than", Code.TOO_LARGE);
    SIGNS.put("only ", Code.TOO_LARGE);
  }

  private Reasons() {}

  /** The first that fits; a guess, since words are for people. */
  static Optional<Code> code(String reason) {
    return SIGNS.entrySet().stream()
        .filter(it -> reason.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The address that a reason names, or what to put in its place. */
  static String url(String reason) {
    Matcher found = URL.matcher(reason);
    return found.find() ? found.group().replaceFirst("[.:]$", "") : "URL";
  }

  /** Host and port of it. */
  static String authority(String reason) {
    String url = url(reason);
    String authority = url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    return url.equals("URL")
        ? "HOST:443"
        : authority.matches(".*:\\d+") ? authority : authority + ":443";
  }
}
