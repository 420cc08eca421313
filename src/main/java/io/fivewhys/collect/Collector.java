package io.fivewhys.collect;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.Sense;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks all sources of a gateway at once and puts their answers into one snapshot; a silent one is
 * itself a fact. One look at a time: whoever calls sees to that.
 */
public final class Collector implements AutoCloseable {
  /** As many as the contract lets a snapshot have. */
  static final int MOST_FACTS = 50_000;

  private final List<AskedSource> sources;
  private final List<SourceName> names;

  /**
   * @param sources of one gateway, each with a name of its own
   * @param masking takes out of what they say what nobody should read
   * @throws IllegalArgumentException when two have the same name
   */
  public Collector(List<? extends Source> sources, Masking masking, Clock clock) {
    Set<SourceName> seen = new HashSet<>();
    for (Source source : sources) {
      if (!seen.add(source.name())) {
        throw new IllegalArgumentException("two sources are called " + source.name());
      }
    }
    names = sources.stream().map(Source::name).toList();
    this.sources = sources.stream().map(source -> new AskedSource(source, masking, clock)).toList();
  }

  /**
   * What was seen.
   *
   * @param results one for each source, in their order
   */
  public record Sight(Snapshot snapshot, List<SourceResult> results) {}

  public List<SourceName> names() {
    return names;
  }

  /**
   * Looks once; takes as long as the slowest source may.
   *
   * @throws InterruptedException when nobody waits for it any more; the sources are interrupted too
   */
  public Sight look(Look look) throws InterruptedException {
    List<AskedSource.Question> questions = sources.stream().map(it -> it.ask(look)).toList();
    List<SourceResult> results = new ArrayList<>();
    try {
      for (AskedSource.Question question : questions) {
        results.add(question.await());
      }
    } finally {
      questions.forEach(AskedSource.Question::giveUp);
    }
    var snapshot =
        new Snapshot(
            look.gateway(), look.namespace(), look.at(), look.window(), facts(results, look));
    return new Sight(WorkloadNames.settle(snapshot), List.copyOf(results));
  }

  private List<Fact> facts(List<SourceResult> results, Look look) {
    List<Fact> facts = new ArrayList<>();
    Instant latest = look.at().plus(look.window());
    // A place for what is to be said of each source that had to be cut.
    int room = MOST_FACTS - 2 * results.size();
    for (SourceResult result : results) {
      int before = facts.size();
      int late = 0;
      for (Fact fact : result.facts()) {
        if (!Sense.isBefore(fact, latest)) {
          late++;
        } else if (facts.size() < room) {
          facts.add(fact);
        }
      }
      int kept = facts.size() - before;
      if (late > 0) {
        facts.add(
            blind(
                result,
                late
                    + " facts were left out: they are from after "
                    + latest
                    + "; do the clocks differ?"));
      }
      if (kept + late < result.facts().size()) {
        facts.add(
            blind(
                result,
                "only "
                    + kept
                    + " of "
                    + result.facts().size()
                    + " facts had room in the snapshot"));
      }
    }
    return facts;
  }

  private static Fact blind(SourceResult result, String reason) {
    return result.name().blind(reason);
  }

  /** Closes the sources. */
  @Override
  public void close() {
    sources.forEach(AskedSource::close);
  }
}
