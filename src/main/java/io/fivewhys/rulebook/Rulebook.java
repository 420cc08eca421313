package io.fivewhys.rulebook;

import io.fivewhys.logs.LogPatterns;
import io.fivewhys.rulebook.sandbox.JoinBudget;
import io.fivewhys.rulebook.sandbox.RuleBlame;
import io.fivewhys.rulebook.source.RuleFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/**
 * A compiled and immutable set of rules with the hash of its files as revision. Nothing of it has
 * to be closed: a rulebook that nobody uses any more is garbage, its classes included.
 */
public final class Rulebook {
  private static final Rulebooks IN_MEMORY = Rulebooks.inMemory();

  private final RuleFiles files;
  private final String revision;
  private final List<RuleUnit> units;
  private final LogPatterns logPatterns;
  private final KieBase knowledge;
  private final RuleBlame blame;

  Rulebook(RuleFiles files, List<RuleUnit> units, LogPatterns logPatterns) {
    this.files = files;
    this.revision = files.revision();
    this.units = List.copyOf(units);
    this.logPatterns = logPatterns;
    this.knowledge = KieBaseBuilder.createKieBaseFromModel(models());
    JoinBudget.install(knowledge);
    this.blame =
        new RuleBlame(
            this.units.stream().collect(Collectors.toMap(RuleUnit::path, RuleUnit::classFiles)));
  }

  /**
   * Compiles rules, as far as the build or this process has not.
   *
   * @throws RulebookRefused when there is none or one does not compile; names every problem
   */
  public static Rulebook of(RuleFiles files) {
    return IN_MEMORY.of(files);
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

  /** The rules that the jar brings along. */
  public static Rulebook shipped() {
    return of(RuleFiles.shipped());
  }

  /** SHA-256 over names and contents of the files, in hex. */
  public String revision() {
    return revision;
  }

  public RuleFiles files() {
    return files;
  }

  /** How log lines are recognised. */
  public LogPatterns logPatterns() {
    return logPatterns;
  }

  /** What sessions are made from. */
  public KieBase knowledge() {
    return knowledge;
  }

  /** The rules as Drools knows them before it makes a network of them, in order of files. */
  public List<Model> models() {
    return units.stream().flatMap(unit -> unit.models().stream()).toList();
  }

  /** Whom to name when an evaluation fails. Costs time when it is asked something first. */
  public RuleBlame blame() {
    return blame;
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
}
