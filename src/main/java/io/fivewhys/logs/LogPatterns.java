package io.fivewhys.logs;

import io.fivewhys.fact.KnownError;
import io.fivewhys.logs.LogPatternsRefused.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The known errors and the words in which logs tell of them. Immutable; read from data, so that a
 * user adds words without a new build.
 *
 * <p>An event that several patterns match is taken for the most telling kind, in the order of
 * {@link #SPECIFIC_FIRST}: "request timed out waiting for a connection of the pool" is a pool, not
 * a time-out.
 */
public final class LogPatterns {
  /** Kinds from the most telling to the least. */
  private static final List<KnownError> SPECIFIC_FIRST =
      List.of(
          KnownError.TOO_MANY_OPEN_FILES,
          KnownError.DISK_FULL,
          KnownError.OUT_OF_MEMORY,
          KnownError.CONNECTION_POOL_EXHAUSTED,
          KnownError.LOCK_WAIT,
          KnownError.DEADLOCK,
          KnownError.READ_ONLY,
          KnownError.SCHEMA_MISMATCH,
          KnownError.CONFIG_MISSING,
          KnownError.TLS_FAILURE,
          KnownError.DNS_FAILURE,
          KnownError.AUTH_FAILURE,
          KnownError.QUOTA_EXCEEDED,
          KnownError.RATE_LIMITED,
          KnownError.POLICY_DENIED,
          KnownError.MESSAGE_TOO_LARGE,
          KnownError.CIRCUIT_BREAKER_OPEN,
          KnownError.NETWORK_UNREACHABLE,
          KnownError.CONNECTION_REFUSED,
          KnownError.PROCESS_CRASH,
          KnownError.TIMEOUT,
          KnownError.CODE_ERROR);

  private static final int MOST_RULES = 5_000;

  /** One of the alternatives of a rule, tried only where a text that it requires is found. */
  private record Alternative(LogPatternRule rule, Expression expression, int sets) {}

  private final List<LogPatternRule> rules;
  private final List<Alternative> alternatives = new ArrayList<>();

  /** Which alternative requires a set of texts, by the number of the set. */
  private final List<Integer> alternativeOf = new ArrayList<>();

  private final LiteralIndex index;
  private final BitSet always;

  private LogPatterns(List<LogPatternRule> rules) {
    this.rules = rules;
    this.always = new BitSet();
    List<LiteralIndex.Literal> literals = new ArrayList<>();
    int sets = 0;
    for (LogPatternRule rule : rules) {
      for (Expression part : rule.match().alternatives()) {
        List<Set<String>> required = RequiredLiterals.of(part.source());
        if (required.isEmpty()) {
          always.set(alternatives.size());
        }
        for (Set<String> texts : required) {
          for (String text : texts) {
            literals.add(new LiteralIndex.Literal(text, sets));
          }
          alternativeOf.add(alternatives.size());
          sets++;
        }
        alternatives.add(new Alternative(rule, part, required.size()));
      }
    }
    this.index = LiteralIndex.of(literals);
  }

  /**
   * Reads and compiles files of patterns, and holds every entry against its own examples.
   *
   * @param files path inside the rulebook, like {@code logs/java.yaml}, to content; what is no YAML
   *     file is passed over
   * @throws LogPatternsRefused when an entry cannot be used; names every problem
   */
  public static LogPatterns parse(Map<String, String> files) throws LogPatternsRefused {
    List<Problem> problems = new ArrayList<>();
    List<LogPatternRule> rules = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (file, text) -> {
              if (file.endsWith(".yaml") || file.endsWith(".yml")) {
                rules.addAll(PatternFile.read(file, text, problems));
              }
            });
    if (rules.size() > MOST_RULES) {
      problems.add(new Problem("logs", 0, "more than " + MOST_RULES + " patterns"));
    }
    for (LogPatternRule rule : rules) {
      rehearse(rule, problems);
    }
    if (!problems.isEmpty()) {
      throw new LogPatternsRefused(problems);
    }
    Map<KnownError, Integer> rank = new EnumMap<>(KnownError.class);
    for (KnownError kind : KnownError.values()) {
      rank.put(kind, SPECIFIC_FIRST.indexOf(kind));
    }
    rules.sort(Comparator.comparing(rule -> rank.get(rule.kind()))); // stable: then as written
    return new LogPatterns(List.copyOf(rules));
  }

  /** How many patterns there are. */
  public int size() {
    return rules.size();
  }

  List<LogPatternRule> rules() {
    return rules;
  }

  private static void rehearse(LogPatternRule rule, List<Problem> problems) {
    LogPatterns alone = new LogPatterns(List.of(rule));
    for (String example : rule.examples()) {
      if (alone.recognise(Event.of(example, Instant.EPOCH)).isEmpty()) {
        problems.add(
            new Problem(rule.file(), rule.line(), "does not match its example: " + example));
      }
    }
    for (String example : rule.counterexamples()) {
      if (alone.recognise(Event.of(example, Instant.EPOCH)).isPresent()) {
        problems.add(
            new Problem(rule.file(), rule.line(), "matches its counterexample: " + example));
      }
    }
  }

  /** What the event tells of, with the line that says so; empty when nothing known. */
  Optional<Recognised> recognise(Event event) {
    List<String> telling = event.rootFirst();
    List<BitSet> candidates = new ArrayList<>(telling.size());
    BitSet anywhere = new BitSet();
    for (String line : telling) {
      BitSet found = new BitSet();
      index.find(line, LogPatternRule.LONGEST_TEXT, found);
      anywhere.or(found);
      candidates.add(worthTrying(found));
    }
    for (String frame : event.frames()) {
      index.find(frame, LogPatternRule.LONGEST_TEXT, anywhere);
    }
    BitSet any = worthTrying(anywhere);
    if (any.isEmpty()) {
      return Optional.empty();
    }
    for (int i = any.nextSetBit(0); i >= 0; i = any.nextSetBit(i + 1)) {
      LogPatternRule rule = alternatives.get(i).rule();
      if (rule.wholeEvent() && rule.appliesAt(event.level())) {
        Optional<String> target = rule.in(event.whole(), alternatives.get(i).expression());
        if (target.isPresent()) {
          return Optional.of(recognised(rule, event, event.tellingOf(rule), target.get()));
        }
      }
    }
    // A whole event's root cause comes before what wraps it, and a mere exception after all else.
    Optional<Recognised> specific = byLine(event, telling, candidates, false);
    return specific.isPresent() ? specific : byLine(event, telling, candidates, true);
  }

  /** The alternatives of which every required set has a text among those found. */
  private BitSet worthTrying(BitSet found) {
    BitSet worth = (BitSet) always.clone();
    int last = -1;
    int sets = 0;
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      int alternative = alternativeOf.get(i); // sets of one alternative have numbers in a row
      sets = alternative == last ? sets + 1 : 1;
      last = alternative;
      if (sets == alternatives.get(alternative).sets()) {
        worth.set(alternative);
      }
    }
    return worth;
  }

  private Optional<Recognised> byLine(
      Event event, List<String> telling, List<BitSet> candidates, boolean codeErrors) {
    for (int l = 0; l < telling.size(); l++) {
      Optional<Recognised> best = Optional.empty();
      BitSet found = candidates.get(l);
      for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
        LogPatternRule rule = alternatives.get(i).rule();
        if (rule.wholeEvent()
            || (rule.kind() == KnownError.CODE_ERROR) != codeErrors
            || !rule.appliesAt(event.level())) {
          continue;
        }
        if (best.isPresent() && best.get().kind() != rule.kind()) {
          return best;
        }
        Optional<String> target = rule.in(telling.get(l), alternatives.get(i).expression());
        if (target.isEmpty()) {
          continue;
        }
        Recognised one = recognised(rule, event, telling.get(l), target.get());
        if (one.target().isPresent() || rule.namesNoTarget()) {
          return Optional.of(one);
        }
        best = best.or(() -> Optional.of(one)); // another pattern of the kind may name a target
      }
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private static Recognised recognised(
      LogPatternRule rule, Event event, String line, String captured) {
    Optional<String> target = Target.cleaned(captured);
    if (target.isEmpty() && !rule.namesNoTarget() && Target.isUsualFor(rule.kind())) {
      target = Target.in(line).or(event::target);
    }
    return new Recognised(rule.kind(), Sample.of(line), target);
  }

  /**
   * @param kind which error
   * @param sample the line that tells it, shortened
   * @param target what it is about
   */
  record Recognised(KnownError kind, String sample, Optional<String> target) {}
}
