package io.fivewhys.cases;

import io.fivewhys.cases.Outcome.Difference;
import io.fivewhys.cases.RuleCase.Answer;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Cause;
import io.fivewhys.diagnose.Trial;
import io.fivewhys.inference.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a case expects and did not get, and what it got instead. */
final class Differences {
  private static final int MOST_CAUSES = 3;

  private final RuleCase it;
  private final Trial trial;
  private final RuleIndex rules;
  private final List<Difference> found = new ArrayList<>();
  private boolean told;

  Differences(RuleCase it, Trial trial, RuleIndex rules) {
    this.it = it;
    this.trial = trial;
    this.rules = rules;
  }

  List<Difference> all() {
    Set<String> concluded = trial.concluded();
    NearMisses near = new NearMisses(it, trial, rules);
    for (String rule : it.concludes()) {
      if (!concluded.contains(rule)) {
        found.add(new Difference("\"" + rule + "\" did not conclude", near.of(rule)));
      }
    }
    for (String rule : it.doesNotConclude()) {
      if (concluded.contains(rule)) {
        found.add(
            new Difference("\"" + rule + "\" concluded and must not", near.conclusions(rule)));
      }
    }
    compare(it.answer());
    refuse(it.not());
    return found;
  }

  private void compare(Answer answer) {
    Diagnosis diagnosis = trial.diagnosis();
    expect("verdict", answer.verdict(), diagnosis.verdict()::equals, diagnosis.verdict());
    Optional<Cause> first = diagnosis.causes().stream().findFirst();
    expect("category", answer.category(), first, Cause::category);
    expectNamed(answer.subject(), first);
    expect("mechanism", answer.mechanism(), first, Cause::mechanism);
    Optional<Diagnosis.Mitigation> todo =
        first.flatMap(cause -> cause.mitigations().stream().findFirst());
    expect(
        "mitigation",
        answer.mitigation(),
        wanted -> todo.filter(done -> isThat(done, wanted)).isPresent(),
        todo.map(Differences::words).orElse("none"));
  }

  private <T> void expect(
      String what,
      Optional<T> wanted,
      Optional<Cause> first,
      java.util.function.Function<Cause, T> part) {
    expect(
        what,
        wanted,
        it -> first.map(part).filter(it::equals).isPresent(),
        first.map(part).map(Object::toString).orElse("no cause"));
  }

  private void expectNamed(Optional<String> wanted, Optional<Cause> first) {
    expect(
        "subject",
        wanted,
        name -> first.filter(cause -> isNamed(cause.subject(), name)).isPresent(),
        first.map(cause -> cause.subject().toString()).orElse("no cause"));
  }

  private <T> void expect(String what, Optional<T> wanted, Predicate<T> fits, Object got) {
    if (wanted.isPresent() && !fits.test(wanted.get())) {
      found.add(
          new Difference("%s: expected %s, found %s".formatted(what, wanted.get(), got), causes()));
    }
  }

  private void refuse(Answer not) {
    Diagnosis diagnosis = trial.diagnosis();
    refuse("verdict", not.verdict(), diagnosis.verdict()::equals);
    Optional<Cause> first = diagnosis.causes().stream().findFirst();
    refuse("category", not.category(), no -> first.filter(c -> c.category() == no).isPresent());
    refuse("subject", not.subject(), no -> first.filter(c -> isNamed(c.subject(), no)).isPresent());
    refuse(
        "mechanism",
        not.mechanism(),
        no -> first.filter(c -> c.mechanism().equals(no)).isPresent());
    refuse(
        "mitigation",
        not.mitigation(),
        no ->
            first.stream()
                .flatMap(cause -> cause.mitigations().stream())
                .anyMatch(done -> isThat(done, no)));
  }

  private <T> void refuse(String what, Optional<T> unwanted, Predicate<T> isIt) {
    if (unwanted.isPresent() && isIt.test(unwanted.get())) {
      found.add(
          new Difference(
              "%s: found %s, which must not be".formatted(what, unwanted.get()), causes()));
    }
  }

  private static boolean isNamed(Subject subject, String name) {
    return subject.name().equals(name) || subject.toString().equals(name);
  }

  private static boolean isThat(Diagnosis.Mitigation done, RuleCase.Mitigation wanted) {
    return done.action() == wanted.action()
        && (wanted.target().isEmpty()
            || done.target()
                .filter(target -> isNamed(target, wanted.target().orElseThrow()))
                .isPresent());
  }

  private static String words(Diagnosis.Mitigation done) {
    return done.action() + done.target().map(target -> " of " + target).orElse("");
  }

  /** What the diagnosis says, once. */
  private List<String> causes() {
    List<String> hints = told ? List.of() : causes(trial.diagnosis());
    told = true;
    return hints;
  }

  /** What a diagnosis says, the likeliest cause first. */
  static List<String> causes(Diagnosis diagnosis) {
    List<String> hints = new ArrayList<>();
    hints.add("the diagnosis is " + diagnosis.verdict());
    for (Cause cause : diagnosis.causes().stream().limit(MOST_CAUSES).toList()) {
      hints.add(
          String.format(
              Locale.ROOT,
              "%s (%s) of %s, %.0f %%, by \"%s\"; %s",
              cause.category(),
              cause.mechanism(),
              cause.subject(),
              100 * cause.confidence(),
              cause.evidence().stream().findFirst().map(Diagnosis.Evidence::rule).orElse("nothing"),
              cause.mitigations().isEmpty()
                  ? "no mitigation"
                  : "first " + words(cause.mitigations().getFirst())));
    }
    return hints;
  }
}
