package io.fivewhys.budget;

import io.fivewhys.budget.BudgetExceeded.Limit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What rules do with texts: searches that end, and texts that do not grow without end. */
public final class GuardedTexts {
  /** In characters. The longest that a rule has to say is a sentence. */
  static final int LONGEST = 1 << 20;

  private static final int PATTERNS_KEPT = 500;
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private GuardedTexts() {}

  @InsteadOf(String.class)
  public static boolean matches(String text, String regex) {
    return matcher(text, regex).matches();
  }

  @InsteadOf(String.class)
  public static String replaceAll(String text, String regex, String replacement) {
    Budget.reserve(2 * (1L + text.length()) * replacement.length());
    return grown(matcher(text, regex).replaceAll(replacement));
  }

  @InsteadOf(String.class)
  public static String replaceFirst(String text, String regex, String replacement) {
    limit((long) text.length() + replacement.length());
    return grown(matcher(text, regex).replaceFirst(replacement));
  }

  @InsteadOf(String.class)
  public static String[] split(String text, String regex) {
    return pattern(regex).split(new TickingText(text));
  }

  @InsteadOf(String.class)
  public static String[] split(String text, String regex, int limit) {
    return pattern(regex).split(new TickingText(text), limit);
  }

  @InsteadOf(value = Pattern.class, isStatic = true)
  public static boolean matches(String regex, CharSequence text) {
    return pattern(regex).matcher(new TickingText(text)).matches();
  }

  @InsteadOf(Pattern.class)
  public static Matcher matcher(Pattern pattern, CharSequence text) {
    return pattern.matcher(new TickingText(text));
  }

  @InsteadOf(Pattern.class)
  public static String[] split(Pattern pattern, CharSequence text) {
    return pattern.split(new TickingText(text));
  }

  @InsteadOf(Pattern.class)
  public static String[] split(Pattern pattern, CharSequence text, int limit) {
    return pattern.split(new TickingText(text), limit);
  }

  @InsteadOf(Pattern.class)
  public static Stream<String> splitAsStream(Pattern pattern, CharSequence text) {
    return pattern.splitAsStream(new TickingText(text));
  }

  @InsteadOf(Pattern.class)
  public static Predicate<String> asPredicate(Pattern pattern) {
    return text -> pattern.matcher(new TickingText(text)).find();
  }

  @InsteadOf(Pattern.class)
  public static Predicate<String> asMatchPredicate(Pattern pattern) {
    return text -> pattern.matcher(new TickingText(text)).matches();
  }

  @InsteadOf(String.class)
  public static String repeat(String text, int times) {
    limit((long) text.length() * times);
    return text.repeat(times);
  }

  @InsteadOf(String.class)
  public static String concat(String text, String more) {
    limit((long) text.length() + more.length());
    return text.concat(more);
  }

  @InsteadOf(String.class)
  public static String replace(String text, CharSequence target, CharSequence replacement) {
    Budget.reserve(2 * (1L + text.length()) * replacement.length() / Math.max(1, target.length()));
    search(text.length(), target.length());
    return grown(text.replace(target, replacement));
  }

  @InsteadOf(String.class)
  public static boolean contains(String text, CharSequence part) {
    search(text.length(), part.length());
    return text.contains(part);
  }

  @InsteadOf(String.class)
  public static int indexOf(String text, String part) {
    search(text.length(), part.length());
    return text.indexOf(part);
  }

  @InsteadOf(String.class)
  public static int indexOf(String text, String part, int from) {
    search(text.length(), part.length());
    return text.indexOf(part, from);
  }

  @InsteadOf(String.class)
  public static int lastIndexOf(String text, String part) {
    search(text.length(), part.length());
    return text.lastIndexOf(part);
  }

  @InsteadOf(String.class)
  public static int lastIndexOf(String text, String part, int from) {
    search(text.length(), part.length());
    return text.lastIndexOf(part, from);
  }

  @InsteadOf(value = String.class, isStatic = true)
  public static String join(CharSequence delimiter, CharSequence... parts) {
    long length = 0;
    for (CharSequence part : parts) {
      length += delimiter.length() + (part == null ? 4 : part.length());
      limit(length);
    }
    return String.join(delimiter, parts);
  }

  @InsteadOf(value = String.class, isStatic = true)
  public static String join(CharSequence delimiter, Iterable<? extends CharSequence> parts) {
    StringBuilder text = new StringBuilder();
    String between = "";
    for (CharSequence part : parts) {
      String more = String.valueOf(part);
      limit((long) text.length() + delimiter.length() + more.length());
      text.append(between).append(more);
      between = delimiter.toString();
      Budget.tick();
    }
    return text.toString();
  }

  @InsteadOf(value = String.class, isStatic = true)
  public static String format(String template, Object... values) {
    limit(widths(template));
    return grown(String.format(template, values));
  }

  @InsteadOf(value = String.class, isStatic = true)
  public static String format(Locale locale, String template, Object... values) {
    limit(widths(template));
    return grown(String.format(locale, template, values));
  }

  @InsteadOf(String.class)
  public static String formatted(String template, Object... values) {
    return format(template, values);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder append(StringBuilder text, String more) {
    limit((long) text.length() + (more == null ? 4 : more.length()));
    return text.append(more);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder append(StringBuilder text, Object more) {
    return append(text, String.valueOf(more));
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder append(StringBuilder text, CharSequence more) {
    return append(text, String.valueOf(more));
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder append(StringBuilder text, CharSequence more, int from, int to) {
    limit((long) text.length() + Math.max(0, to - from));
    return text.append(more, from, to);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder append(StringBuilder text, char[] more) {
    limit((long) text.length() + more.length);
    return text.append(more);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder insert(StringBuilder text, int at, String more) {
    limit((long) text.length() + (more == null ? 4 : more.length()));
    return text.insert(at, more);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder insert(StringBuilder text, int at, Object more) {
    return insert(text, at, String.valueOf(more));
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder insert(StringBuilder text, int at, CharSequence more) {
    return insert(text, at, String.valueOf(more));
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder replace(StringBuilder text, int from, int to, String more) {
    limit((long) text.length() + more.length());
    return text.replace(from, to, more);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder repeat(StringBuilder text, CharSequence more, int times) {
    limit(text.length() + (long) String.valueOf(more).length() * times);
    return text.repeat(more, times);
  }

  @InsteadOf(StringBuilder.class)
  public static StringBuilder repeat(StringBuilder text, int codePoint, int times) {
    limit(text.length() + 2L * times);
    return text.repeat(codePoint, times);
  }

  @InsteadOf(StringBuilder.class)
  public static int indexOf(StringBuilder text, String part) {
    search(text.length(), part.length());
    return text.indexOf(part);
  }

  @InsteadOf(StringBuilder.class)
  public static void setLength(StringBuilder text, int length) {
    limit(length);
    text.setLength(length);
  }

  @InsteadOf(StringBuilder.class)
  public static void ensureCapacity(StringBuilder text, int capacity) {
    limit(capacity);
    text.ensureCapacity(capacity);
  }

  /** Behind each + of texts: one that is too long ends here, before it is doubled again. */
  public static String grown(String text) {
    limit(text.length());
    return text;
  }

  private static Matcher matcher(String text, String regex) {
    return pattern(regex).matcher(new TickingText(text));
  }

  /** Rules ask for the same few patterns for each fact. */
  private static Pattern pattern(String regex) {
    Pattern known = PATTERNS.get(regex);
    if (known != null) {
      return known;
    }
    limit(regex.length());
    Pattern compiled = Pattern.compile(regex);
    if (PATTERNS.size() >= PATTERNS_KEPT) {
      PATTERNS.clear();
    }
    PATTERNS.put(regex, compiled);
    return compiled;
  }

  /** A plain search compares each place with the whole part at worst, 16 characters at a time. */
  private static void search(long length, long part) {
    Budget.work(length * part / 16);
  }

  private static void limit(long length) {
    if (length > LONGEST) {
      Budget.exceeded(
          Limit.MEMORY,
          String.format(Locale.ROOT, "it made a text of more than %,d characters", LONGEST));
    }
    Budget.reserve(2 * length);
  }

  /** What the widths and precisions of a template come to at most, in characters. */
  private static long widths(String template) {
    long sum = template.length();
    long number = 0;
    for (int at = 0; at < template.length(); at++) {
      char c = template.charAt(at);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + c - '0', Integer.MAX_VALUE);
        continue;
      }
      sum += number;
      number = 0;
    }
    return sum + number;
  }
}
