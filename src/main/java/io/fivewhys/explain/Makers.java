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
  private static final Pattern SIGN_MADE =
      Pattern.compile("Finding\\s*\\.\\s*of\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** How far back what a finding rests on is followed. */
  private static final int MOST_HOPS = 4;

  private final Rules rules;

  Makers(Rules rules) {
    this.rules = rules;
  }

  /** Signs that a rule's {@code then} makes. */
  static Set<String> signsMade(String then) {
    Set<String> signs = new LinkedHashSet<>();
    Matcher made = SIGN_MADE.matcher(then);
    while (made.find()) {
      signs.add(made.group(1));
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
        yield all(it -> it.signs().stream().anyMatch(signs::contains));
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
      makers = all(it -> it.signs().stream().anyMatch(signs::contains));
    }
    return types;
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
