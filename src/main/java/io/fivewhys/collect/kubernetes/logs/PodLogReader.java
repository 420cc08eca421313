package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.fact.Blind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads the logs of the gateway's pods, of pods that fail, and of some that do not. */
public final class PodLogReader implements ClusterReader {
  private static final SourceName LOGS = SourceName.of("logs");

  /** What was logged before a crash; it may lie before the window. */
  private static final int MOST_LINES_BEFORE_CRASH = 500;

  private final LogsConfig config;

  public PodLogReader(LogsConfig config) {
    this.config = config;
  }

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Pod.class); // ReplicaSets tell revisions, where they can be seen
  }

  @Override
  public String subject() {
    return "logs";
  }

  @Override
  public Blind blind(String reason) {
    return LOGS.blind(reason);
  }

  @Override
  public Answer read(ClusterLook look) throws InterruptedException {
    PodChoice choice = PodChoice.of(look, config);
    List<Wanted> wanted = choice.wanted();
    var facts = new LogFacts(look.objects(), look.look());
    List<Callable<List<Fetched>>> tasks = new ArrayList<>();
    var fetcher = new LogFetcher(look.client(), System.nanoTime() + config.timeout().toNanos());
    var turns = new Semaphore(config.parallel());
    wanted.forEach(it -> tasks.add(() -> inTurn(it, look, wanted, fetcher, turns)));
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pod-log-", 0).factory());
    try {
      List<Future<List<Fetched>>> answers = threads.invokeAll(tasks);
      for (int i = 0; i < wanted.size(); i++) {
        facts.add(wanted.get(i), answers.get(i).get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a log could not be read", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    choice
        .leftOut()
        .forEach(it -> facts.missing(it, "more pods fail than logs are read at one look"));
    return facts.answer();
  }

  private List<Fetched> inTurn(
      Wanted one, ClusterLook look, List<Wanted> all, LogFetcher fetcher, Semaphore turns)
      throws InterruptedException {
    if (!turns.tryAcquire(config.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of(new Fetched.Broken("its turn did not come within the deadline", List.of()));
    }
    try {
      List<Fetched> fetched = new ArrayList<>();
      if (one.previous()) {
        fetched.add(fetcher.fetch(request(one, true, look, all)));
      }
      fetched.add(fetcher.fetch(request(one, false, look, all)));
      return fetched;
    } finally {
      turns.release();
    }
  }

  private LogRequest request(Wanted one, boolean previous, ClusterLook look, List<Wanted> all) {
    int lines = config.linesOf(one.isGateways());
    Instant since = look.look().from().minus(config.before());
    return new LogRequest(
        one.namespace(),
        one.podName(),
        one.container(),
        previous,
        previous ? Optional.empty() : Optional.of(since),
        previous && !one.isGateways() ? Math.min(lines, MOST_LINES_BEFORE_CRASH) : lines,
        share(one, all) / (one.previous() ? 2 : 1));
  }

  /** All together stay below the total; each gets its part of what it would have had. */
  private long share(Wanted one, List<Wanted> all) {
    long sum = all.stream().mapToLong(it -> config.bytesOf(it.isGateways())).sum();
    long own = config.bytesOf(one.isGateways());
    return sum <= config.totalBytes() ? own : Math.max(1, own * config.totalBytes() / sum);
  }
}
