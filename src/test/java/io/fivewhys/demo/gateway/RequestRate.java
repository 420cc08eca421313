package io.fivewhys.demo.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Requests a second, over the last seconds. */
final class RequestRate {
  private static final long SPAN = Duration.ofSeconds(5).toNanos();

  private final LongAdder requests = new LongAdder();
  private long since = System.nanoTime();
  private long counted;
  private double rate;

  void add() {
    requests.increment();
  }

  synchronized double perSecond() {
    long now = System.nanoTime();
    long all = requests.sum();
    if (now - since >= SPAN) {
      rate = (all - counted) * 1e9 / (now - since);
      since = now;
      counted = all;
    }
    return rate;
  }
}
