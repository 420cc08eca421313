package io.fivewhys.collect.breaker;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a gateway, or one of its instances, for its circuit breakers. */
public final class BreakerSource implements Source {
  private final BreakerConfig config;
  private final WebCaller caller;
  private final BreakerReader reader;

  public BreakerSource(BreakerConfig config, SourceContext context) {
    this.config = config;
    caller = new WebCaller(config.access(), context);
    var names = new BreakerNames(config);
    reader =
        switch (config) {
          case BreakerConfig.Actuator it -> new ActuatorBreakers(it, caller, names);
          case BreakerConfig.Envoy it -> new EnvoyBreakers(it, caller, names);
          case BreakerConfig.Runbook it -> new RunbookBreakers(it, caller, names);
          case BreakerConfig.Apisix it -> new ApisixHealth(it, caller, names);
          case BreakerConfig.Kong it -> new KongHealth(it, caller, names);
        };
  }

  /** With the instance's name where there is one; it may tell of any workload all the same. */
  @Override
  public SourceName name() {
    return config
        .instance()
        .map(it -> SourceName.of("breakers", it))
        .orElse(SourceName.of("breakers"));
  }

  @Override
  public Duration deadline() {
    return config.deadline();
  }

  /**
   * Which breakers there are, for whoever wants to close one.
   *
   * @throws SourceFailed when it sees nothing at all
   */
  public synchronized BreakerListing list(Look look) throws SourceFailed, InterruptedException {
    var seen = new BreakersSeen();
    reader.read(look, seen);
    return new BreakerListing(seen.listed(), seen.blind());
  }

  @Override
  public synchronized Answer ask(Look look) throws SourceFailed, InterruptedException {
    var seen = new BreakersSeen();
    reader.read(look, seen);
    List<Fact> facts = new ArrayList<>(seen.facts());
    seen.blind()
        .forEach(
            (subject, reason) ->
                facts.add(
                    new Blind(
                        "breakers", Optional.of(subject), Optional.of(reason), Optional.empty())));
    return new Answer(facts, seen.notes());
  }

  @Override
  public void close() {
    caller.close();
  }
}
