package io.fivewhys.collect.kubernetes.change;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values may be shown: short ones of one line that do not look like a secret. */
final class Discretion {
  private static final int LONGEST = 120;

  /**
   * Names of settings that hold secrets, whatever stands around them; what merely looks like one,
   * as {@code proxy_pass}, {@code passive} and {@code credit} do, is left out.
   */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?<!proxy[-_]|fastcgi[-_]|uwsgi[-_]|scgi[-_]|grpc[-_]|memcached[-_]|by|com)"
              + "pass(?!ive|through|ed|age|enger|port|ing|es(?![a-z]))"
              + "|pwd|secret|token|cred(?!it)"
              + "|(?:api|access|account|client|encryption|master|service|shared|ssh|hmac|sas)"
              + "[-_. ]?keys?(?![a-z])"
              + "|private|signing|signature|hmac|encrypt|cipher|salt|cookie"
              + "|session[-_.]?(?:key|id(?![a-z]))|auth(?!or(?!i[sz]))|bearer|jwt|dsn"
              + "|connection[-_.]?string|conn[-_]?str(?![a-z])|jaas|license|pepper|otp|pin$|cert"
              + "|keystore|truststore|webhook[-_.]?url");

  /** In a spec, behind this stand names that somebody made up: of headers and of parameters. */
  private static final Pattern NAMES_FOLLOW =
      Pattern.compile("(?:headers?|headermodifier|queryparams|parameters)[.\\[ ]");

  /** Values that are secrets, whatever they are called. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "://[^/\\s@]*@" // user and password before a host
              + "|-----BEGIN"
              + "|\\b(AKIA|ASIA|AIza|gh[opsur]_|github_pat_|glpat-|xox[abprs]-|sk[-_]|pk_live|rk_live"
              + "|SG\\.|eyJ|hvs\\.|dop_v1_|npm_|pypi-|AGE-SECRET|shpat_)"
              + "|\\$(1|2[aby]?|5|6|argon2[a-z]*)\\$"
              + "|(?i)(pass|password|passwd|pwd|creds?|secret|token|api[-_]?key|sig|signature)\\s*[=:]"
              + "|(?i)(?:^|\\s)(?:--?[a-z-]*(?:pass|secret|token|creds?|key)|requirepass|masterauth)"
              + "\\s+\\S"
              + "|(?i)\\b(?:x-[a-z-]*(?:key|token|secret|auth)|authorization)[\"']?[\\s:=]+\\S"
              + "|(?i)\\b(basic|bearer)\\s+[a-z0-9+/=._-]{8,}");

  /** Letters and digits mixed without a break, as only keys and hashes have them. */
  private static final Pattern RANDOM =
      Pattern.compile(
          "(?<![A-Za-z0-9+/_=])(?=[A-Za-z0-9+/_=]*[0-9])(?=[A-Za-z0-9+/_=]*[A-Za-z])[A-Za-z0-9+_=]{20,}");

  private static final Pattern LONG_HEX =
      Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{24,}(?![0-9a-f])");

  private Discretion() {}

  /** The value of a setting, where it may be shown. */
  static Optional<String> shown(String path, String value) {
    boolean fit =
        isShortLine(value)
            && !SECRET_NAME.matcher(path.toLowerCase(Locale.ROOT)).find()
            && !SECRET_VALUE.matcher(value).find()
            && !RANDOM.matcher(value).find()
            && !LONG_HEX.matcher(value).find();
    return fit ? Optional.of(value) : Optional.empty();
  }

  /** The value of a field of a spec, where it may be shown. */
  static Optional<String> shownOfSpec(String path, String value) {
    // What a route matches is one line, with the names of headers in it.
    String named = path.endsWith(".matches") ? value + ".matches" : path;
    boolean fit =
        isShortLine(value)
            && !isSecretField(named.toLowerCase(Locale.ROOT))
            && !SECRET_VALUE.matcher(value).find();
    return fit ? Optional.of(value) : Optional.empty();
  }

  /** The name of a Secret or of a host is none, whatever it is the name of. */
  private static boolean isSecretField(String path) {
    Matcher named = NAMES_FOLLOW.matcher(path);
    if (named.find()) {
      return SECRET_NAME.matcher(path.substring(named.end())).find();
    }
    String last = path.substring(path.lastIndexOf('.') + 1);
    return !last.endsWith("name") && SECRET_NAME.matcher(last).find();
  }

  private static boolean isShortLine(String value) {
    return value.length() <= LONGEST && value.codePoints().noneMatch(Discretion::isUnprintable);
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
  }
}
