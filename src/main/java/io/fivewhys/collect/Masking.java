package io.fivewhys.collect;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactTexts;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets and personal data out of the free texts of facts: passwords and tokens, e-mail
 * addresses, numbers of payment cards, and where asked for the addresses of clients.
 *
 * <p>It works on texts that anybody may have written, so that it can only do its best: it knows the
 * usual forms, and rather masks too much of a value than too little. Names are left alone, since
 * facts are joined by them.
 */
public final class Masking implements UnaryOperator<Fact> {
  private static final String MASK = "***";

  /** The whole of a private key, or its beginning where the text was cut. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*+(?:-----END [A-Z ]*PRIVATE KEY-----)?");

  /** {@code Authorization: Bearer abc}, {@code Basic abc}, whatever scheme. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)\\b(authorization[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?[a-z][a-z0-9-]{1,30}+|bearer|basic|digest|negotiate)"
              + "(\\s++|%20)[A-Za-z0-9._~+/=:,-]{6,}+");

  private static final String SECRET_NAME =
      "(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key"
          + "|credentials?|session[_-]?id|jsessionid|phpsessid|signature|x-amz-security-token)";

  /** In quotes with escapes, else up to white space or what ends a parameter. */
  private static final String VALUE =
      "(\"(?:[^\"\\\\]|\\\\.)*+\"?|'(?:[^'\\\\]|\\\\.)*+'?|[^\\s&;\"'<>)}\\]]++)";

  /** What {@link #SECRET_NAME} begins with: most of a text is passed over by one look at it. */
  private static final String FIRST_OF_SECRET_NAME = "(?=[pstacjxPSTACJX])";

  /** {@code password=abc}, {@code "api_key": "abc"}, whatever the name begins with. */
  private static final Pattern NAMED =
      Pattern.compile(
          FIRST_OF_SECRET_NAME
              + "(?i)("
              + SECRET_NAME
              + "[\"']?\\s{0,3}(?:=|:|%3D)\\s{0,3})"
              + VALUE);

  /** {@code --db-password abc}. */
  private static final Pattern OPTION =
      Pattern.compile("(?i)(\\s--?[a-z0-9_.-]{0,40}" + SECRET_NAME + "\\s{1,3})" + VALUE);

  private static final Pattern COOKIE =
      Pattern.compile("(?i)\\b((?:set-)?cookie[\"']?\\s{0,3}[:=]\\s{0,3})[^\\r\\n\"]++");

  /** {@code postgres://user:abc@host}. */
  private static final Pattern IN_URL =
      Pattern.compile("(://[^\\s/:@]{0,100}+:)[^\\s/@]{1,300}+(@)");

  /**
   * JSON web tokens, or what was left of one that was cut, and keys of providers that begin in a
   * way of their own.
   */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?=[eAgxsrhf])(?:\\beyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){0,2}+"
              + "|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
              + "|\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk_live_|rk_live_|hvs\\.|fw_)[A-Za-z0-9_-]{10,}+)");

  /** Tried where its first part may begin only, since that may be long and lead to no sign. */
  private static final Pattern E_MAIL =
      Pattern.compile(
          "(?:(?<![A-Za-z0-9._+%-])|(?<=%40)|\\G)(?:[A-Za-z0-9._+-]|%(?!40))++(?:@|%40)[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}");

  private static final Pattern DIGITS =
      Pattern.compile("(?<![0-9.-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9-]|\\.[0-9])");

  private final boolean addresses;
  private final ClientAddresses clients = new ClientAddresses();

  /**
   * @param addresses whether public IP addresses are replaced by others that stand for them
   */
  public Masking(boolean addresses) {
    this.addresses = addresses;
  }

  @Override
  public Fact apply(Fact fact) {
    return FactTexts.map(fact, this::text);
  }

  /** One text. */
  public String text(String text) {
    String masked = text;
    if (masked.contains("PRIVATE KEY")) {
      masked = PRIVATE_KEY.matcher(masked).replaceAll(MASK);
    }
    masked = KNOWN.matcher(masked).replaceAll(MASK);
    if (masked.indexOf('=') >= 0 || masked.indexOf(':') >= 0 || masked.contains("%3D")) {
      masked = COOKIE.matcher(masked).replaceAll("$1" + MASK);
      masked = SCHEME.matcher(masked).replaceAll("$1 " + MASK);
      masked = NAMED.matcher(masked).replaceAll(Masking::named);
    }
    if (masked.contains(" -")) {
      masked = OPTION.matcher(masked).replaceAll(Masking::named);
    }
    if (masked.contains("://")) {
      masked = IN_URL.matcher(masked).replaceAll("$1" + MASK + "$2");
    }
    if (masked.indexOf('@') >= 0 || masked.contains("%40")) {
      masked = E_MAIL.matcher(masked).replaceAll(MASK + "@" + MASK);
    }
    masked =
        DIGITS
            .matcher(masked)
            .replaceAll(
                found -> isCard(found.group()) ? MASK : Matcher.quoteReplacement(found.group()));
    return addresses ? clients.masked(masked) : masked;
  }

  /** Keeps what tells that there was something, and its quotes. */
  private static String named(java.util.regex.MatchResult found) {
    String value = found.group(2);
    String quote = value.startsWith("\"") || value.startsWith("'") ? value.substring(0, 1) : "";
    boolean isEmpty = value.length() == 2 * quote.length();
    return Matcher.quoteReplacement(found.group(1) + (isEmpty ? value : quote + MASK + quote));
  }

  /** The check digit of ISO/IEC 7812-1, after Luhn. */
  private static boolean isCard(String written) {
    String digits = written.replaceAll("[ -]", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    boolean knownIssuer = "23456".indexOf(digits.charAt(0)) >= 0;
    return knownIssuer && sum % 10 == 0;
  }
}
