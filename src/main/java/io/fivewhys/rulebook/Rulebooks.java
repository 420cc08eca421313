package io.fivewhys.rulebook;

import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogPatternsRefused;
import io.fivewhys.rulebook.sandbox.Sandbox;
import io.fivewhys.rulebook.source.Consistency;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rulebooks, and compiles of each only what was never compiled before: the classes of a file
 * are looked for in memory, among those that the build made, and in a directory. Safe for use by
 * several threads.
 */
public final class Rulebooks {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().name("rules-", 0).daemon().factory();

  private static final Logger LOG = LoggerFactory.getLogger(Rulebooks.class);
  private static final int MOST_UNITS_ON_DISK = 4_000;

  private static final int WARM_UP_ROUNDS = 5;
  private static final String WARM_UP =
      """
      package rules.evidence.warm;

      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;

      agenda-group "evidence"

      rule "Warm %1$d"
      when
        $s : Suspect( !gateway || accused )
        accumulate( $p : Pod( owner == $s.name, crashing ); $n : count(), $bad : collectList($p); $n > %1$d )
        not Workload( name == $s.name, fullyReady )
      then
        insertLogical( Finding.of("warm", $s.name(), Words.of("{} of {}", $n, $s.name()), $bad) );
      end
      """;

  private final List<UnitCache> caches;

  /** Held by the rulebooks that use them; what no rulebook uses any more goes. */
  private final Map<UnitKey, WeakReference<RuleUnit>> loaded = new ConcurrentHashMap<>();

  private record KnownPatterns(SortedMap<String, String> texts, LogPatterns patterns) {}

  private volatile KnownPatterns lastPatterns =
      new KnownPatterns(new TreeMap<>(), LogPatterns.parse(new TreeMap<>()));

  Rulebooks(List<UnitCache> caches) {
    this.caches = List.copyOf(caches);
  }

  /** Without a directory: a restart compiles what is not shipped. */
  public static Rulebooks inMemory() {
    return new Rulebooks(List.of(ShippedUnits.onClassPath()));
  }

  /**
   * @param directory where compiled files are kept; made when needed
   */
  public static Rulebooks keptIn(Path directory) {
    return new Rulebooks(
        List.of(ShippedUnits.onClassPath(), new UnitDirectory(directory, MOST_UNITS_ON_DISK)));
  }

  /**
   * Compiles something of no use, so that the first change after a start need not wait for all that
   * the compiler does once in a process, some seconds. Blocks for as long.
   */
  public static void warmUp() {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      UnitCompiler.compile(DrlFile.parse("evidence/warm/warm.drl", WARM_UP.formatted(round)));
    }
  }

  /**
   * @throws RulebookRefused when there is no rule, or a file cannot be used; names every problem
   */
  public Rulebook of(RuleFiles files) {
    List<RuleProblem> problems = new ArrayList<>();
    if (files.rules().isEmpty()) {
      problems.add(
          RuleProblem.of(
              Stage.CONSISTENCY, "", "there is no .drl file: nothing to go by", "add one"));
    }
    if (!files.revision().equals(ShippedUnits.CONSISTENT_REVISION)) {
      problems.addAll(Consistency.problems(files));
    }
    List<RuleProblem> ofPatterns = new ArrayList<>();
    FutureTask<Optional<LogPatterns>> patterns =
        new FutureTask<>(() -> logPatterns(files.logPatterns(), ofPatterns));
    List<FutureTask<Made>> made =
        files.rules().entrySet().stream()
            .map(file -> new FutureTask<>(() -> made(file.getKey(), file.getValue())))
            .toList();
    List<RuleUnit> units = new ArrayList<>();
    Optional<LogPatterns> logPatterns;
    // On all cores: at a start hundreds of classes are loaded. The compiler takes one at a time.
    // Threads of its own: those of a common pool may be taken by somebody who waits for us.
    int cores = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(cores, THREADS)) {
      threads.execute(patterns);
      made.forEach(threads::execute);
      for (FutureTask<Made> each : made) {
        Made one = outcome(each);
        one.unit().ifPresent(units::add);
        problems.addAll(one.problems());
      }
      logPatterns = outcome(patterns);
    }
    problems.addAll(ofPatterns);
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
    loaded.values().removeIf(unit -> unit.get() == null);
    return new Rulebook(files, units, logPatterns.orElseThrow());
  }

  private static <T> T outcome(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("rules could not be read", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A file's unit, or what is wrong with the file. */
  private record Made(Optional<RuleUnit> unit, List<RuleProblem> problems) {}

  private Made made(String path, String drl) {
    try {
      return new Made(Optional.of(unit(path, drl)), List.of());
    } catch (RulebookRefused refused) {
      return new Made(Optional.empty(), refused.problems());
    }
  }

  private RuleUnit unit(String path, String drl) {
    UnitKey key = UnitKey.of(path, drl);
    WeakReference<RuleUnit> known = loaded.get(key);
    RuleUnit unit = known == null ? null : known.get();
    if (unit == null) {
      unit = cached(key, path, drl).orElseGet(() -> compiled(key, DrlFile.parse(path, drl)));
      loaded.put(key, new WeakReference<>(unit));
    }
    return unit;
  }

  private Optional<RuleUnit> cached(UnitKey key, String path, String drl) {
    for (UnitCache cache : caches) {
      Optional<CompiledUnit> found = cache.find(key);
      if (found.isPresent() && isClean(cache, found.get(), path, drl)) {
        try {
          return found.map(RuleUnit::load);
        } catch (IllegalStateException e) {
          LOG.warn("{}; compiling them anew", e.getMessage(), e.getCause());
        }
      }
    }
    return Optional.empty();
  }

  /** Others may have written to a directory; what the jar brings is as trusted as the jar. */
  private static boolean isClean(UnitCache cache, CompiledUnit unit, String path, String drl) {
    if (cache instanceof ShippedUnits) {
      return true;
    }
    List<RuleProblem> problems = Sandbox.scan(DrlFile.parse(path, drl), unit.classes());
    if (!problems.isEmpty()) {
      LOG.warn("The kept classes of {} are not used: {}", path, problems.getFirst().message());
    }
    return problems.isEmpty();
  }

  private RuleUnit compiled(UnitKey key, DrlFile file) {
    CompiledUnit compiled = UnitCompiler.compile(file);
    RuleUnit unit = RuleUnit.load(compiled);
    caches.forEach(cache -> cache.keep(key, compiled));
    return unit;
  }

  private Optional<LogPatterns> logPatterns(
      SortedMap<String, String> texts, List<RuleProblem> problems) {
    KnownPatterns last = lastPatterns;
    if (last.texts().equals(texts)) {
      return Optional.of(last.patterns());
    }
    try {
      LogPatterns patterns = LogPatterns.parse(texts);
      lastPatterns = new KnownPatterns(texts, patterns);
      return Optional.of(patterns);
    } catch (LogPatternsRefused refused) {
      for (var it : refused.problems()) {
        problems.add(
            new RuleProblem(
                Stage.PARSE,
                it.file(),
                "",
                it.line(),
                0,
                line(texts.getOrDefault(it.file(), ""), it.line()),
                it.message(),
                ""));
      }
      return Optional.empty();
    }
  }

  private static String line(String text, int number) {
    return number < 1 ? "" : text.lines().skip(number - 1L).findFirst().orElse("").strip();
  }
}
