package io.fivewhys.cases;

import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.RuleText;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All cases of a rulebook, ready to be run. */
public final class CaseSuite {
  private final RuleIndex rules;
  private final List<RuleCase> cases;

  private CaseSuite(RuleIndex rules, List<RuleCase> cases) {
    this.rules = rules;
    this.cases = List.copyOf(cases);
  }

  /**
   * Reads the files named {@code cases.yaml}. The rules need not compile for that.
   *
   * @throws RulebookRefused naming every problem of every file
   */
  public static CaseSuite of(RuleFiles files) {
    return of(files, files.cases());
  }

  /**
   * Only those of one folder and of all below it.
   *
   * @param folder inside the rulebook, such as {@code evidence/pods}
   * @throws RulebookRefused naming every problem of these files
   */
  public static CaseSuite of(RuleFiles files, String folder) {
    String within = folder.endsWith("/") ? folder : folder + "/";
    SortedMap<String, String> there = new TreeMap<>(files.cases());
    there.keySet().removeIf(path -> !path.startsWith(within));
    return of(files, there);
  }

  private static CaseSuite of(RuleFiles files, SortedMap<String, String> texts) {
    RuleIndex rules = RuleIndex.of(files);
    CaseBudget budget = new CaseBudget();
    List<RuleProblem> problems = new ArrayList<>();
    List<RuleCase> cases = new ArrayList<>();
    texts.forEach((path, text) -> cases.addAll(CaseFile.read(path, text, rules, budget, problems)));
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
    return new CaseSuite(rules, cases);
  }

  /** In the order of files and lines. */
  public List<RuleCase> cases() {
    return cases;
  }

  /**
   * What is missing: each rule needs, in the {@code cases.yaml} beside it, a case that says that it
   * concludes and one that says that it does not.
   */
  public List<RuleProblem> missing() {
    Map<String, Set<String>> does = new TreeMap<>();
    Map<String, Set<String>> doesNot = new TreeMap<>();
    for (RuleCase it : cases) {
      does.computeIfAbsent(it.folder(), key -> new HashSet<>()).addAll(it.concludes());
      doesNot.computeIfAbsent(it.folder(), key -> new HashSet<>()).addAll(it.doesNotConclude());
    }
    List<RuleProblem> missing = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (RuleText rule : rules.all()) {
      String folder = rule.folder();
      if (!does.containsKey(folder)) {
        if (told.add(folder)) {
          missing.add(
              RuleProblem.of(
                  Stage.CASES,
                  rule.file(),
                  "the rules of this folder have no cases",
                  "write cases.yaml beside them; rules/README.md shows how"));
        }
        continue;
      }
      boolean concludes = does.get(folder).contains(rule.name());
      boolean refuted = doesNot.get(folder).contains(rule.name());
      if (!concludes) {
        missing.add(missing(rule, "in which it concludes", "concludes"));
      }
      if (!refuted) {
        missing.add(missing(rule, "in which it must not conclude", "doesNotConclude"));
      }
    }
    return missing;
  }

  private static RuleProblem missing(RuleText rule, String kind, String key) {
    return new RuleProblem(
        Stage.CASES,
        rule.file(),
        rule.name(),
        rule.line(),
        0,
        rule.lineText(),
        "\"" + rule.name() + "\" has no case " + kind,
        "add one with its name under " + key + " to the cases.yaml beside it");
  }

  /** Runs the selected cases, with nothing else to do. */
  public CaseReport run(Rulebook rulebook, DiagnosisPolicy policy, CaseSelection selection)
      throws InterruptedException {
    return run(rulebook, policy, selection, CaseLimits.defaults());
  }

  /**
   * Runs the selected cases; the results are in the order of the cases. One for which no time was
   * left ends with an error.
   *
   * @param rulebook compiled from the files of this suite
   * @param policy as the service has it
   */
  public CaseReport run(
      Rulebook rulebook, DiagnosisPolicy policy, CaseSelection selection, CaseLimits limits)
      throws InterruptedException {
    long start = System.nanoTime();
    CaseTrial trial = new CaseTrial(rulebook, policy, rules, start, limits.longest());
    List<Callable<CaseResult>> tasks = new ArrayList<>();
    cases.stream().filter(selection::takes).forEach(it -> tasks.add(() -> trial.run(it)));
    int threads = Math.max(1, Math.min(limits.threads(), tasks.size()));
    List<CaseResult> results = new ArrayList<>();
    try (var pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("cases-", 0).daemon().factory())) {
      for (Future<CaseResult> done : pool.invokeAll(tasks)) {
        results.add(done.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("running a case failed", e.getCause());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new CaseReport(results, cases.size(), took, Coverage.of(rules, results));
  }
}
