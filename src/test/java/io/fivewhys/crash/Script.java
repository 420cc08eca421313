package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.crash.Client.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends requests with a key each and tries again, with the same key, what was not answered: so each
 * is done once, however often it is sent. Safe for use by threads.
 */
final class Script {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Client client;
  private final Map<String, Request> unanswered = new LinkedHashMap<>();

  Script(Client client) {
    this.client = client;
  }

  /**
   * @param path behind the address of whatever service is there
   * @param then gets the first answer that is a success
   */
  record Request(String key, String path, Object body, Consumer<Answer> then) {
    @Override
    public String toString() {
      return key + " to " + path;
    }
  }

  void send(String url, Request request) throws InterruptedException {
    synchronized (this) {
      unanswered.put(request.key(), request);
    }
    again(url, request);
  }

  /** Tries a few of what was not answered, those that wait longest first. */
  void retry(String url, int most) throws InterruptedException {
    for (Request request : waiting().stream().limit(most).toList()) {
      again(url, request);
    }
  }

  void awaitAnswers(String url, Duration patience) throws InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (!waiting().isEmpty()) {
      assertThat(System.nanoTime()).as("answered in time: " + waiting()).isLessThan(endNanos);
      retry(url, Integer.MAX_VALUE);
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private synchronized List<Request> waiting() {
    return List.copyOf(unanswered.values());
  }

  private void again(String url, Request request) throws InterruptedException {
    Answer answer =
        client.post(url + request.path(), request.body(), Map.of("Idempotency-Key", request.key()));
    if (answer.status() != 200) {
      assertThat(answer.status()).as(request + ": " + answer.body()).isIn(0, 409, 503);
      return;
    }
    boolean isFirst;
    synchronized (this) {
      isFirst = unanswered.remove(request.key()) != null;
    }
    if (isFirst) {
      request.then().accept(answer);
    }
  }
}
