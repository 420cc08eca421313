package io.fivewhys.collect.kubernetes.logs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the API server for logs, without following them. A log that hangs is let go at the deadline
 * with what had come of it.
 */
final class LogFetcher {
  private static final int MOST_ERROR_BYTES = 8 << 10;

  /** The client's own timeout comes after ours, which keeps what had come. */
  private static final long AFTER_NANOS = 1_000_000_000;

  private static final int LONGEST_REASON = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final long deadlineNanos;

  /**
   * @param deadlineNanos of {@link System#nanoTime()}, for all logs
   */
  LogFetcher(KubernetesClient client, long deadlineNanos) {
    this.client = client;
    this.deadlineNanos = deadlineNanos;
  }

  /** A log whose newest lines lay behind the limit is read again, with as many lines as fit. */
  Fetched fetch(LogRequest request) throws InterruptedException {
    var tail = new LogTail(request.mostLines(), request.mostBytes());
    Fetched first = fetch(request, tail);
    if (!(first instanceof Fetched.Lines(_, _, boolean toEnd)) || toEnd) {
      return first;
    }
    long fitting = Math.max(1, request.mostBytes() / Math.max(1, tail.bytesOfALine()));
    if (fitting >= request.mostLines()) {
      return first;
    }
    LogRequest fewer = request.withLines((int) fitting);
    Fetched again = fetch(fewer, new LogTail(fewer.mostLines(), fewer.mostBytes()));
    return again instanceof Fetched.Lines ? again : first;
  }

  private Fetched fetch(LogRequest request, LogTail tail) throws InterruptedException {
    CompletableFuture<HttpResponse<AsyncBody>> answer;
    try {
      answer = ask(request, tail);
    } catch (IllegalStateException e) {
      return new Fetched.Broken("the connection to the cluster was given up", List.of());
    }
    AsyncBody body = null;
    try {
      HttpResponse<AsyncBody> response = answer.get(leftNanos(), TimeUnit.NANOSECONDS);
      body = response.body();
      body.consume();
      body.done().get(leftNanos(), TimeUnit.NANOSECONDS);
      return outcome(response, tail, request);
    } catch (TimeoutException e) {
      return late(tail);
    } catch (CancellationException e) {
      return new Fetched.Lines(tail.lines(), false, false); // by us: longer than may be read
    } catch (ExecutionException e) {
      return leftNanos() == 0
          ? late(tail)
          : new Fetched.Broken("the connection broke: " + said(e.getCause()), tail.lines());
    } finally {
      answer.cancel(true);
      if (body != null) {
        body.cancel();
      }
    }
  }

  private static Fetched late(LogTail tail) {
    return new Fetched.Broken("no more of it within the deadline", tail.lines());
  }

  /**
   * @throws IllegalStateException when somebody else has closed the client
   */
  private CompletableFuture<HttpResponse<AsyncBody>> ask(LogRequest request, LogTail tail) {
    HttpRequest call =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(request.at(client.getMasterUrl()))
            .timeout(leftNanos() + AFTER_NANOS, TimeUnit.NANOSECONDS)
            .build();
    return client
        .getHttpClient()
        .consumeBytes(call, (buffers, body) -> take(buffers, body, tail, request.bytesRead()));
  }

  private static void take(List<ByteBuffer> buffers, AsyncBody body, LogTail tail, long mostBytes) {
    buffers.forEach(tail::add);
    if (tail.read() > mostBytes) {
      body.cancel();
    } else {
      body.consume();
    }
  }

  private long leftNanos() {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  private static Fetched outcome(
      HttpResponse<AsyncBody> response, LogTail tail, LogRequest request) {
    String type = String.valueOf(response.header("Content-Type"));
    if (response.isSuccessful()) {
      return type.contains("html")
          ? new Fetched.Broken("it answers a web page instead of a log", List.of())
          : new Fetched.Lines(tail.lines(), !tail.isFull(), tail.read() < request.bytesRead());
    }
    String message = message(String.join("\n", tail.lines()));
    boolean notBegun =
        message.contains("waiting to start")
            || message.contains("not found")
            || message.contains("not available");
    return switch (response.code()) {
      case 401 -> new Fetched.Unknown();
      case 403 -> new Fetched.Forbidden();
      case 404 -> new Fetched.Nothing();
      case 400 ->
          notBegun ? new Fetched.Nothing() : new Fetched.Broken("it says " + message, List.of());
      default -> new Fetched.Broken("it answers " + response.code() + ": " + message, List.of());
    };
  }

  /** What the API server says in its {@code Status}, or whatever else answers. */
  private static String message(String body) {
    String start = body.substring(0, Math.min(MOST_ERROR_BYTES, body.length()));
    try {
      JsonNode message = JSON.readTree(start).path("message");
      return line(message.isTextual() ? message.asText() : start);
    } catch (JacksonException e) {
      return line(start);
    }
  }

  private static String said(Throwable thrown) {
    return line(
        thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage());
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s\\p{Cf}]+", " ").strip();
    return line.substring(0, Math.min(LONGEST_REASON, line.length()));
  }
}
