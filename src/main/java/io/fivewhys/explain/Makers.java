package io.fivewhys.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rules conclude what a pattern looks for, told by the text of their {@code then}: a finding
 * by its sign, evidence and what follows from it by its category, all else by its type.
 */
final class Makers {
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CATEGORY = Pattern.compile("Category\\.([A-Z_]+)");

  /** The first argument: texts, and names with calls of nothing, put together. */
  private static final Pattern SIGN_MADE =
      Pattern.compile(
          "Finding\\s*\\.\\s*of\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"|[\\w$.+\\s]|\\(\\))+),");

  private static final Pattern SIGN_WANTED =
      Pattern.compile(
          "\\bsign\\s*(?:==|!=|(?:not\\s+)?in)\\s*\\(?(?:\\s*,?\\s*\"(?:[^\"\\\\]|\\\\.)*\")+");

  /** How far back what a finding rests on is followed. */
  private static final int MOST_HOPS = 4;

  private final Rules rules;

  Makers(Rules rules) {
    this.rules = rules;
  }

  /** Signs that a rule's {@code then} makes; a {@code *} stands for what is known only later. */
  static Set<String> signsMade(String then) {
    Set<String> signs = new LinkedHashSet<>();
    Matcher made = SIGN_MADE.matcher(then);
    while (made.find()) {
      String sign =
          TEXT.matcher(made.group(1))
              .replaceAll(text -> Matcher.quoteReplacement("\0" + text.group(1) + "\0"));
      StringBuilder plain = new StringBuilder();
      String[] parts = sign.split("\0", -1);
      for (int i = 0; i < parts.length; i++) {
        boolean isText = i % 2 == 1;
        plain.append(isText ? parts[i] : parts[i].replaceAll("[\\s+]", "").isEmpty() ? "" : "*");
      }
      signs.add(plain.toString());
    }
    return signs;
  }

  /** Whether a sign, as it is made, is this one. */
  static boolean isSign(String made, String wanted) {
    if (!made.contains("*")) {
      return made.equals(wanted);
    }
    String[] ends = made.split("\\*", 2);
    return wanted.length() > ends[0].length() + ends[1].length()
        && wanted.startsWith(ends[0])
        && wanted.endsWith(ends[1]);
  }

  /** Signs that conditions on findings ask for. */
  static Set<String> signsWanted(String conditions) {
    Set<String> signs = new LinkedHashSet<>();
    Matcher asked = SIGN_WANTED.matcher(conditions);
    while (asked.find()) {
      signs.addAll(texts(asked.group()));
    }
    return signs;
  }

  /**
   * @param type simple name of what is looked for
   * @param constraints the pattern's text
   */
  List<Rules.Written> of(String type, String constraints) {
    return switch (type) {
      case "Finding" -> {
        Set<String> signs = texts(constraints);
        yield all(it -> makes(it, signs));
      }
      case "Evidence", "Hypothesis", "RootCause" -> {
        Set<String> categories = categories(constraints);
        List<Rules.Written> makers =
            all(
                it ->
                    it.then().matches("(?s).*\\bEvidence\\s*\\.\\s*(of|about)\\(.*")
                        && categories(it.then()).stream().anyMatch(categories::contains));
        Set<String> words = texts(constraints);
        List<Rules.Written> closer =
            makers.stream()
                .filter(it -> texts(it.then()).stream().anyMatch(words::contains))
                .toList();
        yield closer.isEmpty() ? makers : closer;
      }
      default ->
          all(
              it ->
                  it.then()
                      .matches("(?s).*\\b" + Pattern.quote(type) + "(\\s*\\.\\s*\\w+)?\\s*\\(.*"));
    };
  }

  /**
   * The kinds of fact that a type is drawn from by rules, through rules that make what others need.
   */
  Set<String> needs(String type, String constraints) {
    Set<String> types = new TreeSet<>(Set.of(type));
    Set<String> seen = new LinkedHashSet<>();
    List<Rules.Written> makers = of(type, constraints);
    for (int hop = 0; hop < MOST_HOPS && !makers.isEmpty(); hop++) {
      Set<String> signs = new LinkedHashSet<>();
      for (Rules.Written maker : makers) {
        if (seen.add(maker.name())) {
          types.addAll(maker.types());
          signs.addAll(maker.wanted());
        }
      }
      makers = all(it -> makes(it, signs));
    }
    return types;
  }

  private static boolean makes(Rules.Written rule, Set<String> signs) {
    return rule.signs().stream()
        .anyMatch(made -> signs.stream().anyMatch(wanted -> isSign(made, wanted)));
  }

  private List<Rules.Written> all(java.util.function.Predicate<Rules.Written> wanted) {
    return rules.all().stream().filter(wanted).toList();
  }

  static Set<String> texts(String text) {
    Set<String> texts = new LinkedHashSet<>();
    Matcher matcher = TEXT.matcher(text);
    while (matcher.find()) {
      texts.add(matcher.group(1));
    }
    return texts;
  }

  private static Set<String> categories(String text) {
    Set<String> categories = new LinkedHashSet<>();
    Matcher matcher = CATEGORY.matcher(text);
    while (matcher.find()) {
      categories.add(matcher.group(1));
    }
    return categories;
  }
}
