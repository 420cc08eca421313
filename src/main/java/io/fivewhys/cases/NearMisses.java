package io.fivewhys.cases;

import io.fivewhys.diagnose.Trial;
import io.fivewhys.fact.Fact;
import io.fivewhys.inference.Because;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.LongTermFix;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.Proposal;
import io.fivewhys.inference.RuledOut;
import io.fivewhys.rulebook.source.RuleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For a rule that did not conclude: what it asks for, what of it was there, what else concluded.
 */
final class NearMisses {
  private static final int MOST = 5;

  /** As rules are written; a hint may miss what is written in another way. */
  private static final Pattern SIGN = Pattern.compile("\\bsign\\s*==\\s*\"([^\"]{1,200})\"");

  private static final Set<String> KINDS =
      Arrays.stream(Fact.class.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  /** What rules of advice begin with. */
  private static final Pattern ROOT_CAUSE = Pattern.compile("\\bRootCause\\s*\\(");

  private static final Pattern TYPE = Pattern.compile("\\b([A-Z]\\w{1,60})\\s*\\(");

  private final RuleCase it;
  private final Trial trial;
  private final RuleIndex rules;

  NearMisses(RuleCase it, Trial trial, RuleIndex rules) {
    this.it = it;
    this.trial = trial;
    this.rules = rules;
  }

  /** What a rule concluded, in words. */
  List<String> conclusions(String rule) {
    return trial.conclusions().getOrDefault(rule, List.of()).stream()
        .limit(MOST)
        .map(NearMisses::words)
        .toList();
  }

  List<String> of(String rule) {
    List<String> hints = new ArrayList<>();
    rules.named(rule).map(NearMisses::conditions).ifPresent(it -> addAsked(it, hints));
    String folder = rules.named(rule).map(RuleText::folder).orElse(it.folder());
    List<String> beside =
        trial.concluded().stream()
            .filter(rules.namesIn(folder)::contains)
            .limit(MOST)
            .map(name -> '"' + name + '"')
            .toList();
    hints.add(
        beside.isEmpty()
            ? "no other rule of " + folder + " concluded"
            : "of " + folder + " concluded: " + String.join(", ", beside));
    return hints;
  }

  /** The text between the rule's name and its then. */
  private static String conditions(RuleText rule) {
    int end = rule.source().lastIndexOf("\nthen");
    return end < 0 ? rule.source() : rule.source().substring(0, end);
  }

  private void addAsked(String conditions, List<String> hints) {
    Set<String> signs = new LinkedHashSet<>();
    SIGN.matcher(conditions).results().limit(MOST).forEach(match -> signs.add(match.group(1)));
    for (String sign : signs) {
      List<String> subjects =
          findings().stream()
              .filter(finding -> finding.sign().equals(sign))
              .map(Finding::subject)
              .limit(MOST)
              .toList();
      hints.add(
          "it speaks of the finding \"%s\": %s"
              .formatted(
                  sign,
                  subjects.isEmpty() ? "not found" : "found on " + String.join(", ", subjects)));
    }
    Set<String> kinds = new LinkedHashSet<>();
    TYPE.matcher(conditions)
        .results()
        .map(match -> match.group(1))
        .filter(KINDS::contains)
        .limit(MOST)
        .forEach(kinds::add);
    for (String kind : kinds) {
      long given =
          it.snapshot().facts().stream().filter(fact -> fact.factKind().equals(kind)).count();
      hints.add("it speaks of " + kind + ": " + (given == 0 ? "none" : given) + " given");
    }
    if (ROOT_CAUSE.matcher(conditions).find()) {
      hints.addAll(Differences.causes(trial.diagnosis()));
    }
    if (!signs.isEmpty() && hints.stream().anyMatch(hint -> hint.endsWith(": not found"))) {
      hints.add(
          "findings: "
              + (findings().isEmpty()
                  ? "none"
                  : findings().stream()
                      .limit(MOST)
                      .map(finding -> finding.sign() + " (" + finding.subject() + ")")
                      .collect(Collectors.joining(", "))));
    }
  }

  private List<Finding> findings() {
    return trial.conclusions().values().stream()
        .flatMap(List::stream)
        .filter(Finding.class::isInstance)
        .map(Finding.class::cast)
        .toList();
  }

  private static String words(Object concluded) {
    return switch (concluded) {
      case Finding it -> "finding %s (%s): %s".formatted(it.sign(), it.subject(), it.statement());
      case Evidence it ->
          String.format(
              Locale.ROOT,
              "evidence for %s of %s, %+.1f: %s",
              it.category(),
              it.subject(),
              it.weight(),
              it.statement());
      case Because it -> it.effect() + " because of " + it.cause();
      case RuledOut it -> "ruled out: " + it;
      case Proposal it ->
          "proposal %s%s: %s"
              .formatted(it.action(), it.target().map(to -> " of " + to).orElse(""), it.summary());
      case LongTermFix it -> "fix: " + it;
      case Need it -> "need: " + it;
      default -> concluded.toString();
    };
  }
}
