package io.fivewhys.collect.push;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What scripts pushed for a gateway, as long as it lives; asks nobody. */
public final class PushSource implements Source {
  private static final SourceName NAME = SourceName.of("pushed");
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final PushedFacts pushed;
  private final Clock clock;

  /**
   * @param pushed shared with all other gateways
   */
  public PushSource(PushedFacts pushed, Clock clock) {
    this.pushed = pushed;
    this.clock = clock;
  }

  @Override
  public SourceName name() {
    return NAME;
  }

  @Override
  public Duration deadline() {
    return DEADLINE;
  }

  @Override
  public Answer ask(Look look) {
    Instant now = clock.instant();
    List<Fact> facts = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (PushedSource each : pushed.of(look.gateway())) {
      if (each.isLive(now)) {
        facts.addAll(each.facts());
        notes.add(
            "%s pushed %d facts, which live until %s"
                .formatted(each.source(), each.facts().size(), each.expiresAt()));
      } else if (each.isMissed(now)) {
        facts.add(each.missed());
      }
    }
    pushed
        .trouble()
        .ifPresent(
            it ->
                facts.add(
                    new Blind(
                        NAME.kind(),
                        Optional.of("facts of late"),
                        Optional.of(
                            (it.refuses()
                                    ? "pushes are refused, since they cannot be kept: "
                                    : "what was pushed of late may not be known: ")
                                + it.why()),
                        Optional.of(it.since()))));
    return new Answer(facts, notes);
  }
}
