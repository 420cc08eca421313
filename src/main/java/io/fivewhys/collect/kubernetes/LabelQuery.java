package io.fivewhys.collect.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A choice by labels as {@code kubectl -l} takes it: {@code app=web,tier!=cache}, {@code app in
 * (web, api)}, {@code canary}, {@code !canary}; or {@code all}.
 */
final class LabelQuery {
  /** Chooses everything. */
  static final String EVERYTHING = "all";

  private static final String KEY = "([A-Za-z0-9][A-Za-z0-9_./-]*)";
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:(?<absent>!)\\s*KEY|KEY\\s*(?:(?<operator>==?|!=)\\s*(?<value>[A-Za-z0-9_.-]*)|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)"
              .replace("KEY", KEY));

  private final List<Predicate<Map<String, String>>> parts;

  private LabelQuery(List<Predicate<Map<String, String>>> parts) {
    this.parts = parts;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  static LabelQuery parse(String text) {
    if (text.equals(EVERYTHING)) {
      return new LabelQuery(List.of());
    }
    List<Predicate<Map<String, String>>> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException(
            "labels as in kubectl -l: app=web,tier!=cache or app in (web, api)");
      }
      parts.add(part(matcher));
      end = matcher.end();
    }
    return new LabelQuery(List.copyOf(parts));
  }

  private static Predicate<Map<String, String>> part(Matcher matcher) {
    if (matcher.group("absent") != null) {
      String key = matcher.group(2);
      return labels -> !labels.containsKey(key);
    }
    String key = matcher.group(3);
    if (matcher.group("operator") != null) {
      String value = matcher.group("value");
      return matcher.group("operator").equals("!=")
          ? labels -> !value.equals(labels.get(key))
          : labels -> value.equals(labels.get(key));
    }
    if (matcher.group("set") != null) {
      Set<String> values = Set.of(matcher.group("values").strip().split("\\s*,\\s*"));
      return matcher.group("set").equals("in")
          ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
          : labels -> !values.contains(String.valueOf(labels.get(key)));
    }
    return labels -> labels.containsKey(key);
  }

  /** Whether it asks for nothing, and so chooses everything. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  boolean chooses(Map<String, String> labels) {
    return parts.stream().allMatch(it -> it.test(labels));
  }
}
