package io.fivewhys.logs;

import io.fivewhys.fact.KnownError;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a line is about: a host, host:port or the host of a URL. */
final class Target {
  private static final int LONGEST = 120;

  /** Errors of talking to something: where the pattern captures no name, the line may hold one. */
  private static final Set<KnownError> OF_TALKING =
      EnumSet.of(
          KnownError.CONNECTION_REFUSED,
          KnownError.TIMEOUT,
          KnownError.DNS_FAILURE,
          KnownError.TLS_FAILURE,
          KnownError.AUTH_FAILURE,
          KnownError.RATE_LIMITED,
          KnownError.NETWORK_UNREACHABLE,
          KnownError.QUOTA_EXCEEDED,
          KnownError.MESSAGE_TOO_LARGE,
          KnownError.POLICY_DENIED);

  /** What a dotted word before a colon and a number ends with when it is a file and a line. */
  private static final Set<String> SOURCES =
      Set.of(
          "java", "kt", "kts", "scala", "groovy", "go", "py", "js", "mjs", "cjs", "ts", "tsx",
          "jsx", "rb", "php", "rs", "cs", "fs", "vb", "lua", "c", "cc", "cpp", "h", "hpp", "ex",
          "erl", "sql", "xml", "yaml", "yml", "json", "html", "swift", "pl", "sh", "md", "conf");

  private Target() {}

  static boolean isUsualFor(KnownError kind) {
    return OF_TALKING.contains(kind);
  }

  /** A captured text without quotes, scheme, user, path and what punctuation hangs on. */
  static Optional<String> cleaned(String captured) {
    String text = captured.strip();
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      text = text.substring(scheme + 3);
      text = text.substring(0, endOfAuthority(text));
    }
    int user = text.lastIndexOf('@');
    text = user >= 0 ? text.substring(user + 1) : text;
    int begin = 0;
    int end = text.length();
    while (begin < end
        && "\"'`([{<".indexOf(text.charAt(begin)) >= 0
        && !isBracketedAddress(text, begin)) {
      begin++;
    }
    while (end > begin && "\"'`)}>,;:.!".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    text = text.substring(begin, end);
    boolean sensible =
        !text.isEmpty() && text.length() <= LONGEST && text.chars().noneMatch(c -> c < ' ');
    return sensible ? Optional.of(text) : Optional.empty();
  }

  private static boolean isBracketedAddress(String text, int at) {
    return text.charAt(at) == '[' && text.indexOf(']') > at && text.indexOf("::") > at;
  }

  private static int endOfAuthority(String text) {
    int end = 0;
    while (end < text.length() && "/?#\"'`)>, ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The host of the first URL in the line, else its first host:port. */
  static Optional<String> in(String line) {
    String read =
        line.length() > LogPatternRule.LONGEST_TEXT
            ? line.substring(0, LogPatternRule.LONGEST_TEXT)
            : line;
    int scheme = read.indexOf("://");
    while (scheme > 0) {
      Optional<String> host =
          cleaned("x" + read.substring(scheme, Math.min(read.length(), scheme + 300)));
      if (host.isPresent() && Character.isLetterOrDigit(host.get().charAt(0))) {
        return host;
      }
      scheme = read.indexOf("://", scheme + 3);
    }
    return hostAndPort(read);
  }

  private static Optional<String> hostAndPort(String line) {
    for (int colon = line.indexOf(':'); colon > 0; colon = line.indexOf(':', colon + 1)) {
      int end = colon + 1;
      while (end < line.length() && end < colon + 7 && Character.isDigit(line.charAt(end))) {
        end++;
      }
      int digits = end - colon - 1;
      if (digits < 2 || digits > 5 || goesOn(line, end)) {
        continue;
      }
      int begin = colon;
      while (begin > 0 && begin > colon - LONGEST && isHostLetter(line.charAt(begin - 1))) {
        begin--;
      }
      String host = line.substring(begin, colon);
      if (isHost(host)
          && !isReachedFrom(line, begin)
          && !(end < line.length() && line.charAt(end) == ':')) {
        return Optional.of(line.substring(begin, end));
      }
    }
    return Optional.empty();
  }

  /** A dot at the end of a sentence ends a port, one before a letter or digit does not. */
  private static boolean goesOn(String line, int end) {
    boolean letter = end < line.length() && isHostLetter(line.charAt(end));
    boolean dot = letter && line.charAt(end) == '.';
    return letter && !(dot && (end + 1 == line.length() || !isHostLetter(line.charAt(end + 1))));
  }

  private static boolean isHostLetter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private static boolean isHost(String text) {
    if (text.length() < 2 || !Character.isLetterOrDigit(text.charAt(0)) || text.endsWith(".")) {
      return false;
    }
    boolean numeric = text.chars().allMatch(c -> Character.isDigit(c) || c == '.');
    if (numeric) {
      return text.chars().filter(c -> c == '.').count() == 3;
    }
    String last = text.substring(text.lastIndexOf('.') + 1);
    boolean file =
        text.indexOf('.') > 0 && SOURCES.contains(last.toLowerCase(java.util.Locale.ROOT));
    return !file
        && Character.isLetter(last.isEmpty() ? ' ' : last.charAt(0))
        && text.indexOf("line") != 0;
  }

  /** Our own end or the client's is not what the line is about: {@code client: 10.0.0.1:5000}. */
  private static boolean isReachedFrom(String line, int begin) {
    String before = line.substring(Math.max(0, begin - 12), begin);
    return before.endsWith("client: ")
        || before.endsWith("read udp ")
        || before.endsWith("read tcp ")
        || before.endsWith("write tcp ")
        || before.endsWith("from ");
  }
}
