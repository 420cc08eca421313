package io.fivewhys.rulebook;

import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogPatternsRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.drools.model.Model;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/** A compiled and immutable set of rules with the hash of its files as revision. */
public final class Rulebook implements AutoCloseable {
  private final RuleFiles files;
  private final String revision;
  private final boolean prebuilt;
  private final KnowledgeBase knowledge;
  private final LogPatterns logPatterns;

  private Rulebook(RuleFiles files, Optional<byte[]> prebuiltFile) {
    this.files = files;
    this.revision = files.revision();
    this.logPatterns = logPatterns(files);
    Optional<KnowledgeBase> loaded =
        prebuiltFile.flatMap(file -> Prebuilt.load(file, files.rules()));
    this.prebuilt = loaded.isPresent();
    this.knowledge = loaded.orElseGet(() -> KnowledgeBase.of(RuleCompiler.compile(files.rules())));
  }

  /**
   * Compiles rules; those that the build has compiled already are only loaded.
   *
   * @throws RulebookRefused when there is none or one does not compile; names every problem
   */
  public static Rulebook of(RuleFiles files) {
    return of(files, Prebuilt.shipped());
  }

  /**
   * @param prebuilt a file as {@link Prebuilt} makes them, or empty to compile in any case
   */
  static Rulebook of(RuleFiles files, Optional<byte[]> prebuilt) {
    if (files.rules().isEmpty()) {
      throw new RulebookRefused(
          List.of(
              RuleProblem.of(
                  Stage.CONSISTENCY, "", "there is no .drl file: nothing to go by", "add one")));
    }
    return new Rulebook(files, prebuilt);
  }

  /**
   * Compiles the rules of a directory.
   *
   * @throws RulebookRefused as {@link #of}
   * @throws java.io.UncheckedIOException when the directory cannot be read
   */
  public static Rulebook load(Path directory) {
    return of(RuleFiles.in(directory));
  }

  /** Compiles the rules that the jar brings along. */
  public static Rulebook shipped() {
    return of(RuleFiles.shipped());
  }

  private static LogPatterns logPatterns(RuleFiles files) {
    try {
      return LogPatterns.parse(files.logPatterns());
    } catch (LogPatternsRefused refused) {
      throw new RulebookRefused(
          refused.problems().stream()
              .map(
                  it ->
                      new RuleProblem(
                          Stage.PARSE, it.file(), "", it.line(), 0, "", it.message(), ""))
              .toList());
    }
  }

  /** SHA-256 over names and contents of the files, in hex. */
  public String revision() {
    return revision;
  }

  public RuleFiles files() {
    return files;
  }

  /** Whether the rules came compiled with the program. */
  boolean prebuilt() {
    return prebuilt;
  }

  /** How log lines are recognised. */
  public LogPatterns logPatterns() {
    return logPatterns;
  }

  /** What sessions are made from. */
  public KieBase knowledge() {
    return knowledge.rules();
  }

  /** The rules as data, whose conditions can be asked one by one. */
  public Collection<Model> models() {
    return knowledge.models();
  }

  /** Names of the rules by package, in order. */
  public Map<String, List<String>> ruleNames() {
    Map<String, List<String>> names = new TreeMap<>();
    knowledge()
        .getKiePackages()
        .forEach(
            pack -> {
              Collection<Rule> rules = pack.getRules();
              if (!rules.isEmpty()) {
                names.put(pack.getName(), rules.stream().map(Rule::getName).sorted().toList());
              }
            });
    return names;
  }

  /** How many rules there are. */
  public int size() {
    return ruleNames().values().stream().mapToInt(List::size).sum();
  }

  @Override
  public void close() {
    knowledge.close();
  }
}
