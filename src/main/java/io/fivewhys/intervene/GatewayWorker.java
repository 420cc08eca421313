package io.fivewhys.intervene;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.gateway.SweepResult;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all that is done about one gateway, so that no two things are done at once. */
final class GatewayWorker {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayWorker.class);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  private final String gateway;
  private final Chores chores;
  private final Thread thread;

  /** Guarded by this, as is all below. */
  private Optional<SweepResult> next = Optional.empty();

  private final Set<String> due = new LinkedHashSet<>();
  private boolean stopped;

  /** Of the thread alone. */
  private Optional<SweepResult> last = Optional.empty();

  GatewayWorker(String gateway, Chores chores) {
    this.gateway = gateway;
    this.chores = chores;
    thread = Thread.ofVirtual().name("mitigate " + gateway).start(this::run);
  }

  synchronized void see(SweepResult look) {
    next = Optional.of(look);
    notifyAll();
  }

  synchronized void due(String intervention) {
    due.add(intervention);
    notifyAll();
  }

  private void run() {
    try {
      while (true) {
        Optional<SweepResult> look;
        Set<String> ids;
        synchronized (this) {
          while (!stopped && next.isEmpty() && due.isEmpty()) {
            wait();
          }
          if (stopped) {
            return;
          }
          look = next;
          ids = Set.copyOf(due);
          next = Optional.empty();
          due.clear();
        }
        last = look.or(() -> last);
        if (look.isPresent()) {
          done(() -> chores.follow(look.get()));
        }
        for (String id : ids) {
          done(() -> chores.see(id, last));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Chore {
    void run() throws InterruptedException;
  }

  private void done(Chore chore) throws InterruptedException {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    try {
      chore.run();
    } catch (DatabaseUnavailable gone) {
      LOG.warn("What is to be done about {} has to wait: {}", gateway, gone.getMessage());
    } catch (RuntimeException bug) {
      // The next look, or the next poll, tries again.
      LOG.error("Something about {} is not done by a fault of ours", gateway, bug);
    }
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  void awaitEnd() {
    try {
      if (!thread.join(LONGEST_GOODBYE)) {
        LOG.warn("Something about {} is still being done; another replica sees to it", gateway);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
