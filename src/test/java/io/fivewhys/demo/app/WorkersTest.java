package io.fivewhys.demo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void whoFindsTheQueueFullIsSentAway() throws Exception {
    var workers = new Workers(1, 1);
    var busy = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(
          () ->
              workers.run(
                  () -> {
                    busy.countDown();
                    return done.await(10, TimeUnit.SECONDS);
                  }));
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
      var queued = threads.submit(() -> workers.run(() -> "served"));
      while (workers.places() > 0) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> workers.run(() -> "served"))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("queue is full");
      done.countDown();
      assertThat(queued.get(10, TimeUnit.SECONDS)).isEqualTo("served");
    }
  }
}
