package io.fivewhys.rulebook;

import io.fivewhys.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the compiler says, in words that help.
 *
 * @param words of the rule that it is about, most telling first
 */
record Wording(String message, String advice, List<String> words) {
  private record Kind(Pattern pattern, BiFunction<MatchResult, List<String>, Wording> words) {
    Kind(String pattern, BiFunction<MatchResult, List<String>, Wording> words) {
      this(Pattern.compile(pattern, Pattern.DOTALL), words);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "Unable to parse left part of expression: (\\W*([\\w$.]+).*)",
              (it, types) -> unknownProperty(it.group(2), it.group(1), types)),
          new Kind("Unable to find class: ([\\w.$]+).*", (it, _) -> unknownType(it.group(1))),
          new Kind(
              "Unable to Analyse Expression (.*?):?",
              (it, _) ->
                  new Wording(
                      "this condition cannot be understood: " + it.group(1),
                      "use only properties of the pattern, and variables bound in patterns before"
                          + " it",
                      List.of(it.group(1), identifiers(it.group(1)).getLast()))),
          new Kind(
              "Unknown field (\\w+) on class ([\\w.$]+)",
              (it, _) -> unknownProperty(it.group(1), it.group(1), List.of(it.group(2)))),
          new Kind(
              "Method (\\w+) on class ([\\w.$]+) with arguments \\[(.*)] is missing",
              (it, _) ->
                  unknownMethod(
                      it.group(1),
                      simple(it.group(2)),
                      it.group(3),
                      RuleTypes.named(it.group(2)).map(RuleTypes::methods).orElse(List.of()))),
          new Kind(
              "The method (\\w+)\\((.*?)\\) is undefined for the type ([\\w.$]+).*",
              (it, _) ->
                  unknownMethod(
                      it.group(1),
                      simple(it.group(3)),
                      it.group(2),
                      RuleTypes.named(it.group(3)).map(RuleTypes::methods).orElse(List.of()))),
          new Kind(
              "Unknown accumulate function: '(.*?)'.*",
              (it, _) ->
                  new Wording(
                      "there is no accumulate function " + it.group(1),
                      "there are "
                          + String.join(", ", RuleTypes.ACCUMULATE_FUNCTIONS)
                          + meant(it.group(1), RuleTypes.ACCUMULATE_FUNCTIONS),
                      List.of(it.group(1)))),
          new Kind("(\\S+) cannot be resolved to a type", (it, _) -> unknownType(it.group(1))),
          new Kind(
              "(\\S+) cannot be resolved.*",
              (it, _) ->
                  new Wording(
                      it.group(1) + " is not known here",
                      "bind it in a pattern before, such as `$x : Pod()`, or import its class",
                      List.of(it.group(1)))),
          new Kind(
              "Unable to parse consequence caused by: \\(line \\d+,col \\d+\\) (.*)",
              (it, _) ->
                  new Wording(
                      "the `then` part is no Java: " + it.group(1),
                      "statements end with ;",
                      List.of())),
          new Kind(
              ".*not applicable for the arguments.*alphaIndexedBy.*|.*alphaIndexedBy.*",
              (_, _) ->
                  new Wording(
                      "a property is compared with a value of another type",
                      "compare numbers with numbers and text with text; an optional has"
                          + " `isPresent()` and `getAsLong()`",
                      List.of())),
          new Kind(
              "Comparison operation requires compatible types.*?(Optional\\w*).*",
              (it, _) ->
                  new Wording(
                      "an optional value is compared with a plain one",
                      switch (it.group(1)) {
                        case "OptionalDouble" -> optional("getAsDouble() > 30");
                        case "OptionalLong" -> optional("getAsLong() > 30");
                        case "OptionalInt" -> optional("getAsInt() > 30");
                        default -> optional("get() == \"x\"");
                      },
                      List.of())),
          new Kind(
              "Comparison operation requires compatible types. Found (?:class )?(\\S+) and (?:class"
                  + " )?(\\S+)",
              (it, _) ->
                  new Wording(
                      "a %s is compared with a %s"
                          .formatted(simple(it.group(1)), simple(it.group(2))),
                      "compare numbers with numbers, text with text, and constants of an enum by"
                          + " name",
                      List.of())),
          new Kind(
              "The method (\\w+)\\(.*?\\) in the type ([\\w.$]+) is not applicable.*",
              (it, _) ->
                  new Wording(
                      it.group(), signatures(it.group(2), it.group(1)), List.of(it.group(1)))),
          new Kind(
              ".*Cannot find a left leaf.*expression = (.*)",
              (it, _) ->
                  new Wording(
                      "this is no condition: " + it.group(1).strip(),
                      "a condition begins with a property of the pattern's type",
                      List.of(identifiers(it.group(1)).getFirst()))),
          new Kind(
              "For input string: \"(.*)\".*",
              (it, _) ->
                  new Wording(
                      "\"" + it.group(1) + "\" is compared with a number",
                      "compare numbers with numbers",
                      List.of("\"" + it.group(1) + "\"", it.group(1)))));

  /**
   * @param types of the patterns it may be about
   */
  static Wording of(String complaint, List<String> types) {
    for (Kind kind : KINDS) {
      var matcher = kind.pattern().matcher(complaint);
      if (matcher.matches()) {
        return kind.words().apply(matcher.toMatchResult(), types);
      }
    }
    return new Wording(complaint, "", identifiersInQuotes(complaint));
  }

  private static Wording unknownProperty(String name, String expression, List<String> types) {
    String property = name.replaceFirst("\\..*", "");
    List<String> words = List.of(expression.strip(), property);
    for (String type : types) {
      Optional<Class<?>> known = RuleTypes.named(type);
      if (known.isPresent() && !RuleTypes.properties(known.get()).contains(property)) {
        List<String> properties = RuleTypes.properties(known.get());
        return new Wording(
            simple(type) + " has no property " + property, offer(property, properties), words);
      }
    }
    return new Wording("this cannot be understood: " + expression.strip(), "", words);
  }

  private static Wording unknownType(String name) {
    return new Wording(
        "there is no type " + name,
        "types come from io.fivewhys.fact.* and io.fivewhys.inference.*; is it imported?"
            + meant(name, RuleTypes.names()),
        List.of(name));
  }

  private static Wording unknownMethod(
      String method, String typeName, String arguments, List<String> methods) {
    return new Wording(
        "%s has no method %s(%s)"
            .formatted(typeName, method, arguments.replaceAll("class |java\\.lang\\.", "")),
        methods.isEmpty() ? "the vocabulary lists what there is" : offer(method, methods),
        List.of(method));
  }

  /** Absent is not zero, so both are to be said. */
  private static String optional(String comparison) {
    return "it may be absent, which is unknown and not zero; with its name for x: x.isPresent(), x."
        + comparison;
  }

  private static String signatures(String type, String method) {
    return RuleTypes.named(type)
        .map(known -> String.join("; ", RuleTypes.signatures(known, method)))
        .filter(it -> !it.isEmpty())
        .map(it -> "there is " + it)
        .orElse("");
  }

  /** The one that was most likely meant, else all. */
  private static String offer(String written, List<String> there) {
    return Nearest.to(written, there)
        .map(it -> "did you mean " + it + "?")
        .orElseGet(() -> "it has " + String.join(", ", there));
  }

  private static String meant(String written, List<String> candidates) {
    return Nearest.to(written, candidates).map(it -> "; did you mean " + it + "?").orElse("");
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static List<String> identifiers(String text) {
    List<String> found = new ArrayList<>();
    var words = Pattern.compile("[$\\w]+").matcher(text);
    while (words.find()) {
      found.add(words.group());
    }
    return found.isEmpty() ? List.of(text) : found;
  }

  private static List<String> identifiersInQuotes(String text) {
    List<String> found = new ArrayList<>();
    var words = Pattern.compile("['\"]([^'\"\\s]+)['\"]").matcher(text);
    while (words.find()) {
      found.add(words.group(1));
    }
    return found;
  }
}
