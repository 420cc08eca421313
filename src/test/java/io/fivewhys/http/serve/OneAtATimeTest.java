package io.fivewhys.http.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.http.call.Refusal;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OneAtATimeTest {
  private final OneAtATime turns = new OneAtATime("test");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Goes on until it is interrupted. */
  private String endless() throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      stopped.countDown();
      throw e;
    }
    return "never";
  }

  @Test
  void workStopsWhenItsClientLeaves() throws InterruptedException {
    var client = new WaitingClient();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = threads.submit(() -> turns.done(this::endless, client));
      begun.await();

      client.left();

      stopped.await();
      assertThatThrownBy(asked::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(Refusal.class);
    }
  }

  @Test
  void aNewerQuestionOfTheSameEditorEndsTheOlder() throws Exception {
    var editor = Optional.of("window 1");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var older = threads.submit(() -> turns.done(this::endless, new WaitingClient(), editor));
      begun.await();

      assertThat(turns.done(() -> "newer", new WaitingClient(), editor)).isEqualTo("newer");

      stopped.await();
      assertThatThrownBy(older::get).rootCause().isInstanceOf(Refusal.class);
    }
  }

  @Test
  void whoeverHasLeftAlreadyIsNotWorkedFor() {
    var client = new WaitingClient();
    client.left();

    assertThatThrownBy(() -> turns.done(() -> "for nobody", client)).isInstanceOf(Refusal.class);
  }
}
