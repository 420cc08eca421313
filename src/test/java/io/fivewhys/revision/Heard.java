package io.fivewhys.revision;

import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits for what a {@link RulesService} tells. */
final class Heard implements RulesListener {
  private static final int LONGEST_SECONDS = 120;

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void activated(Revision revision, Duration took) {
    events.add("activated " + revision.number());
  }

  @Override
  public void refused(Revision.Origin origin, Optional<Stage> stage, Duration took) {
    events.add("refused");
  }

  @Override
  public void sourceInForce() {
    events.add("source in force");
  }

  @Override
  public void followed(Revision revision, Duration took) {
    events.add("followed " + revision.number());
  }

  @Override
  public void cannotFollow(Revision revision, String detail) {
    events.add("cannot follow " + revision.number());
  }

  /** Waits for an event; forgets those before it. */
  void await(String event) throws InterruptedException {
    var before = new StringBuilder();
    while (true) {
      String next = events.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("never heard \"%s\", but: %s".formatted(event, before));
      }
      if (next.equals(event)) {
        return;
      }
      before.append(next).append("; ");
    }
  }

  /** Forgets what was heard, and says what it was. */
  java.util.List<String> drain() {
    var drained = new java.util.ArrayList<String>();
    events.drainTo(drained);
    return drained;
  }
}
