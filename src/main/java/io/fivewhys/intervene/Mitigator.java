package io.fivewhys.intervene;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.gateway.SweepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the interventions of the gateways that this replica looks at, each gateway on a thread
 * of its own. It goes by what the store says, so that another replica goes on where one has died.
 */
public final class Mitigator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mitigator.class);
  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);
  private static final int MOST_DUE = 100;

  /** What is due for so long has nobody who looks at its gateway any more. */
  static final Duration ORPHANED_AFTER = Duration.ofMinutes(5);

  private final Bench bench;
  private final Chores chores;
  private final Supplier<? extends Collection<String>> ours;
  private final Map<String, GatewayWorker> workers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread poller;

  /**
   * @param ours names of the gateways that this replica looks at now
   */
  Mitigator(Bench bench, Chores chores, Supplier<? extends Collection<String>> ours) {
    this.bench = bench;
    this.chores = chores;
    this.ours = ours;
    poller = Thread.ofVirtual().name("mitigator").unstarted(this::poll);
  }

  /** What is done, for those who do it step by step. */
  Chores chores() {
    return chores;
  }

  public void start() {
    poller.start();
  }

  /** A look that was kept. Returns at once; of several that come meanwhile only the last counts. */
  public void swept(SweepResult look) {
    worker(look.diagnosis().gateway()).see(look);
  }

  private GatewayWorker worker(String gateway) {
    return workers.computeIfAbsent(gateway, it -> new GatewayWorker(it, chores));
  }

  /** Nobody is interrupted here: that would close an H2 file in the middle of a write. */
  private void poll() {
    try {
      boolean failing = false;
      while (!closing.await(BETWEEN_POLLS.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Instant now = bench.now();
          due(now).forEach(it -> chores.gateway(it).ifPresent(name -> worker(name).due(it)));
          failing = false;
        } catch (DatabaseUnavailable gone) {
          if (!failing) {
            LOG.warn("Interventions have to wait: {}", gone.getMessage());
          }
          failing = true;
        } catch (RuntimeException bug) {
          LOG.error("Interventions are not looked for by a fault of ours", bug);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> due(Instant now) {
    return bench
        .database()
        .read(handle -> bench.interventions().due(handle, ours.get(), now, MOST_DUE));
  }

  /** Sees to those whose gateway nobody looks at any more; to be called now and then. */
  public void adopt() {
    Instant before = bench.now().minus(ORPHANED_AFTER);
    List<String> orphans =
        bench.database().read(handle -> bench.interventions().overdue(handle, before, MOST_DUE));
    for (String each : orphans) {
      chores.orphaned(each);
    }
  }

  /** Begins nothing any more; what is being done is let end, for some seconds at most. */
  @Override
  public void close() {
    closing.countDown();
    workers.values().forEach(GatewayWorker::stop);
    workers.values().forEach(GatewayWorker::awaitEnd);
  }
}
