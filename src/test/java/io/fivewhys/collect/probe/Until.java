package io.fivewhys.collect.probe;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks again until the answer is the one that is waited for, or ten seconds are over. */
final class Until {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Until() {}

  /** The last answer. */
  static <T> T matches(Predicate<T> wanted, Callable<T> question) throws Exception {
    long began = System.nanoTime();
    T answer = question.call();
    while (!wanted.test(answer) && System.nanoTime() - began < LONGEST_NANOS) {
      TimeUnit.MILLISECONDS.sleep(20);
      answer = question.call();
    }
    return answer;
  }

  static <T> T equal(T wanted, Callable<T> question) throws Exception {
    return matches(wanted::equals, question);
  }
}
