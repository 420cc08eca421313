package io.fivewhys.collect.kubernetes.change;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which values may be shown: short ones of one line that do not look like a secret. */
final class Discretion {
  private static final int LONGEST = 120;

  /**
   * Names of settings that hold secrets, whatever stands around them. The short words only where
   * they end a word, so that {@code passive}, {@code max-passes} and {@code credit} are none.
   */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "passw|passphrase|passcode|passkey|pass(?![a-z])|pwd|secret|token|credential"
              + "|creds?(?![a-z])|(?:api|access|account|auth|client|encryption|master|service"
              + "|shared|ssh|host|sas|hmac)[-_. ]?keys?(?![a-z])|private|signing|signature|hmac"
              + "|encrypt|cipher|salt|cookie|session[-_.]?(?:key|id)|auth(?!or)|bearer|jwt|dsn"
              + "|connection[-_.]?string|connstr|jaas|license|pepper|otp|pin$|cert|keystore"
              + "|truststore|webhook[-_.]?url");

  /**
   * Of a field of a spec, where names of certificates, modes of TLS and what is done with cookies
   * are routing and no secrets.
   */
  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          "passw|passphrase|passcode|pass(?![a-z])|pwd|client[-_.]?secret(?!name)|token"
              + "|credential(?!name)|creds?(?![a-z])|(?:api|access|subscription|functions)"
              + "[-_. ]?keys?(?![a-z])|private[-_. ]?key|signing[-_. ]?key|hmac|signature|bearer"
              + "|jwt|(?<![a-z])auth(?![a-z])|authorization|x-auth|(?<![a-z])secret(?![a-z])"
              + "|[-_]secret|\\bcookie\\b");

  /** Values that are secrets, whatever they are called. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "://[^/\\s@]*@" // user and password before a host
              + "|-----BEGIN"
              + "|\\b(AKIA|ASIA|AIza|gh[opsur]_|github_pat_|glpat-|xox[abprs]-|sk[-_]|pk_live|rk_live"
              + "|SG\\.|eyJ|hvs\\.|dop_v1_|npm_|pypi-|AGE-SECRET|shpat_)"
              + "|\\$(1|2[aby]?|5|6|argon2[a-z]*)\\$"
              + "|(?i)(password|passwd|pwd|secret|token|api[-_]?key|sig|signature)\\s*[=:]"
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

  /** The value of a field of a spec, where it may be shown; a header's name is in its path. */
  static Optional<String> shownOfSpec(String path, String value) {
    boolean fit =
        isShortLine(value)
            && !SECRET_FIELD.matcher(path.toLowerCase(Locale.ROOT)).find()
            && !SECRET_VALUE.matcher(value).find();
    return fit ? Optional.of(value) : Optional.empty();
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
