package io.fivewhys.collect;

import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as a test has it. */
public final class FakeSource implements Source {
  /** What it does when asked. */
  public interface Behaviour {
    Answer ask(Look look) throws SourceFailed, InterruptedException;
  }

  private final SourceName name;
  private final Duration deadline;
  private final Behaviour behaviour;
  public final AtomicInteger asked = new AtomicInteger();
  public volatile boolean closed;

  public FakeSource(String kind, Duration deadline, Behaviour behaviour) {
    this.name = SourceName.of(kind);
    this.deadline = deadline;
    this.behaviour = behaviour;
  }

  /** One that answers these facts at once. */
  public static FakeSource telling(String kind, Fact... facts) {
    return new FakeSource(kind, Duration.ofSeconds(30), _ -> Answer.of(List.of(facts)));
  }

  @Override
  public SourceName name() {
    return name;
  }

  @Override
  public Duration deadline() {
    return deadline;
  }

  @Override
  public Answer ask(Look look) throws SourceFailed, InterruptedException {
    asked.incrementAndGet();
    return behaviour.ask(look);
  }

  @Override
  public void close() {
    closed = true;
  }
}
