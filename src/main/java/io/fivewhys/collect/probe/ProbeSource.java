package io.fivewhys.collect.probe;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one dependency, each time over a connection of its own, since connecting is probed too. */
public final class ProbeSource implements Source {
  /** For ending an attempt whose time is over. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** What loading a client's classes may cost on a busy machine, which is no dependency's fault. */
  private static final Duration LOADING = Duration.ofSeconds(2);

  /** Kinds of probes of which one has been made in this process; others may have waited for it. */
  private static final Set<Class<?>> LOADED = ConcurrentHashMap.newKeySet();

  private final Probed probed;
  private final Probe probe;
  private final History history = new History();

  /** An attempt that could not be ended, such as one within the JDK's resolver of names. */
  private record Unending(Thread thread, Attempt attempt) {}

  private volatile Optional<Unending> stuck = Optional.empty();

  /** A probe as configured. */
  public ProbeSource(ProbeConfig config, SourceContext context) {
    this(config.probed(), Probe.of(config, context));
  }

  ProbeSource(Probed probed, Probe probe) {
    this.probed = probed;
    this.probe = probe;
  }

  @Override
  public SourceName name() {
    return probed.source();
  }

  /**
   * Later than the probe's own timeout, also that of the first which must load its client, so that
   * a dependency that hangs is told by the probe.
   */
  @Override
  public Duration deadline() {
    return probed.patience().plus(LOADING).plus(GRACE.multipliedBy(3));
  }

  /**
   * @throws SourceFailed MISCONFIGURED when a secret or certificate file is missing
   */
  @Override
  public Answer ask(Look look) throws SourceFailed, InterruptedException {
    Duration loading = LOADED.contains(probe.getClass()) ? Duration.ZERO : LOADING;
    var attempt = new Attempt(probe.target(), probed.patience().plus(loading));
    Optional<ProbeFailed> failed = stuckOr(attempt);
    OptionalDouble millis = failed.isPresent() ? OptionalDouble.empty() : attempt.answeredMillis();
    History.Standing standing = history.add(look, millis);
    List<Fact> facts = new ArrayList<>();
    facts.add(probeFact(attempt, failed, millis, standing));
    failed.ifPresent(it -> facts.add(signal(it, attempt, look)));
    facts.addAll(attempt.facts());
    return new Answer(facts, attempt.notes());
  }

  private Optional<ProbeFailed> stuckOr(Attempt attempt) throws SourceFailed, InterruptedException {
    Optional<Unending> earlier = stuck.filter(it -> it.thread().isAlive());
    return earlier.isPresent() ? Optional.of(earlier.get().attempt().unending()) : tried(attempt);
  }

  /** Empty when the dependency answered as it should. */
  private Optional<ProbeFailed> tried(Attempt attempt) throws SourceFailed, InterruptedException {
    var task = new FutureTask<Void>(() -> ask(attempt));
    Thread thread = Thread.ofVirtual().name(name().toString()).start(task);
    try {
      task.get(attempt.leftMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException _) {
      return attempt.answeredMillis().isPresent() ? Optional.empty() : Optional.of(attempt.ended());
    } catch (ExecutionException e) {
      return meaning(e.getCause(), attempt);
    } finally {
      attempt.end();
      thread.interrupt();
      LOADED.add(probe.getClass());
      boolean ended = thread.join(GRACE);
      stuck = ended ? Optional.empty() : Optional.of(new Unending(thread, attempt));
    }
  }

  private Void ask(Attempt attempt) throws Exception {
    return ScopedValue.where(Attempt.CURRENT, attempt)
        .call(
            () -> {
              probe.ask(attempt);
              return null;
            });
  }

  private static Optional<ProbeFailed> meaning(Throwable thrown, Attempt attempt)
      throws SourceFailed {
    switch (thrown) {
      case ProbeFailed failed -> {
        return Optional.of(failed);
      }
      case SourceFailed failed -> throw failed;
      case Throwable _ when attempt.answeredMillis().isPresent() -> {
        attempt.notes("it answers, and not all about it could be seen: " + thrown.getMessage());
        return Optional.empty();
      }
      // It has heard nothing yet that it could have misread.
      case RuntimeException fault when attempt.phase() != Attempt.Phase.TALKING ->
          throw new SourceFailed(
              Code.INTERNAL, "the probe itself fails: " + attempt.shown(fault.toString()), fault);
      default -> {
        return Optional.of(NetworkFailures.of(thrown, attempt));
      }
    }
  }

  private Fact probeFact(
      Attempt attempt,
      Optional<ProbeFailed> failed,
      OptionalDouble millis,
      History.Standing standing) {
    return FactDraft.of(DependencyProbe.class)
        .set("dependency", probed.name())
        .set("type", probed.dependencyType().orElse(probe.type()))
        .set("target", probe.target())
        .set("usedBy", probed.usedBy())
        .set("ok", failed.isEmpty())
        .set("latencyMillis", millis)
        .set("baselineLatencyMillis", standing.usualMillis())
        .set("error", failed.map(it -> attempt.shown(it.getMessage())).or(attempt::complaint))
        .set("failingSince", standing.failingSince())
        .set("successRatio", standing.successRatio())
        .set("readOnly", attempt.readOnly())
        .set("from", probed.from())
        .set("namespace", probed.namespace())
        .make();
  }

  private Fact signal(ProbeFailed failed, Attempt attempt, Look look) {
    return FactDraft.of(Signal.class)
        .set("name", FailureKind.SIGNAL)
        .set("subject", probed.name())
        .set("text", failed.kind().toString())
        .set("labels", Map.of("target", attempt.place()))
        .set("at", look.at())
        .make();
  }
}
