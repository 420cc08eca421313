package io.fivewhys.http.serve;

import static io.fivewhys.http.TestService.LONG;
import static io.fivewhys.http.TestService.OPTIONS;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.snapshotOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.http.Heard;
import io.fivewhys.http.TestService;
import io.fivewhys.http.call.HttpOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no decent client does, over plain sockets. */
@Timeout(60)
class HostileClientsTest {
  private static final DeskLimits DESK = new DeskLimits(2, 8, LONG, LONG);
  private static final int MOST = 100_000;
  private static final HttpOptions SMALL = OPTIONS.withBodies(MOST, 2L * MOST, LONG);
  private static final String POST =
      "POST /api/v1/diagnoses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private TestService service;

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void refusesABodyThatAnnouncesItselfTooLargeBeforeItComes() throws Exception {
    service = new TestService(SMALL, DESK);

    String answer = exchange(POST + "Content-Length: 100001\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").contains("urn:fivewhys:problem:too-large");
  }

  @Test
  void asksForTheBodyOnlyWhenItWouldBeTaken() throws Exception {
    service = new TestService(SMALL, DESK);
    String expecting = POST + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: ";

    assertThat(exchange(expecting + "100001\r\n\r\n")).startsWith("HTTP/1.1 413");
    try (var socket = service.socket()) {
      send(socket, expecting + snapshotOf("edge").length() + "\r\n\r\n");
      assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
      send(socket, snapshotOf("edge"));
      assertThat(rest(socket)).contains("HTTP/1.1 200 OK");
    }
  }

  @Test
  void stopsAtTheLimitWhereNoLengthWasAnnounced() throws Exception {
    service = new TestService(SMALL, DESK);
    var endless =
        service
            .to("/api/v1/diagnoses")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () ->
                        new java.io.ByteArrayInputStream(
                            " ".repeat(5_000_000).getBytes(StandardCharsets.US_ASCII))));

    assertProblem(service.send(endless.build()), 413, "too-large");
    assertThat(service.post("edge").statusCode()).isEqualTo(200);
  }

  @Test
  void readsABodyOfTheSizeAllowedHoweverItIsCut() throws Exception {
    service = new TestService(SMALL, DESK);
    String body = snapshotOf("edge") + " ".repeat(MOST - snapshotOf("edge").length());
    try (var socket = service.socket()) {
      send(socket, POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
      for (int from = 0; from < body.length(); from += 999) {
        String piece = body.substring(from, Math.min(body.length(), from + 999));
        send(socket, Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }
      send(socket, "0\r\n\r\n");

      assertThat(rest(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void refusesABodyThatDoesNotArriveInTime() throws Exception {
    service = new TestService(OPTIONS.withBodies(MOST, MOST, Duration.ofMillis(100)), DESK);

    // Keeps its side open, since a client that closes it has left.
    try (var socket = service.socket()) {
      send(socket, POST + "Content-Length: 100\r\n\r\n{\"gateway\":");

      assertThat(line(socket)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void holdsOnlySoManyBytesOfAllSnapshotsAtOnce() throws Exception {
    service = new TestService(OPTIONS.withBodies(MOST, MOST, LONG), DESK);
    String large = snapshotOf("slow") + " ".repeat(MOST - 100);
    try (var socket = service.socket()) {
      send(socket, POST + "Content-Length: " + large.length() + "\r\n\r\n" + large);
      Heard.await(service.heard.started);

      var refused = service.send(service.posting("application/json", large));
      assertProblem(refused, 503, "full");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      service.mayFinish.countDown();
      assertThat(line(socket)).startsWith("HTTP/1.1 200");
    }
    // The bytes are given back a moment after the answer.
    while (service.send(service.posting("application/json", large)).statusCode() == 503) {
      Thread.onSpinWait();
    }
  }

  @Test
  void closesAConnectionThatNeverFinishesItsHeaders() throws Exception {
    service = new TestService(OPTIONS.withConnections(10, Duration.ofMillis(200), LONG), DESK);
    try (var socket = service.socket()) {
      var drip = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII);
      // Never silent for long, so no idle timeout would help.
      boolean closed = false;
      for (int i = 0; !closed; i++) {
        try {
          socket.getOutputStream().write(i < drip.length ? drip[i] : 'x');
          socket.setSoTimeout(5);
          closed = socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException _) {
          closed = false;
        } catch (SocketException _) {
          closed = true;
        }
      }
    }
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void closesAConnectionThatAsksNothingMore() throws Exception {
    service = new TestService(OPTIONS.withConnections(10, LONG, Duration.ofMillis(200)), DESK);
    try (var socket = service.socket()) {
      send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith("{\"status\":\"live\"}");
    }
  }

  @Test
  void takesOnlySoManyConnections() throws Exception {
    service = new TestService(OPTIONS.withConnections(3, LONG, LONG), DESK);
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 3; i++) {
        sockets.add(service.socket());
        send(sockets.getLast(), "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(line(sockets.getLast())).startsWith("HTTP/1.1 200");
      }
      try (var oneMore = service.socket()) {
        assertThat(rest(oneMore)).isEmpty();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aClientThatLeavesWithinItsBodyLeavesNothingBehind() throws Exception {
    service = new TestService(OPTIONS.withBodies(MOST, MOST, LONG), DESK);
    try (var socket = service.socket()) {
      send(socket, POST + "Content-Length: " + MOST + "\r\n\r\n" + " ".repeat(MOST / 2));
    }
    String large = snapshotOf("edge") + " ".repeat(MOST - 100);
    while (service.send(service.posting("application/json", large)).statusCode() == 503) {
      Thread.onSpinWait();
    }
    assertThat(service.stop(LONG)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~Host: evil.example~~ | 421 | misdirected-request
          GET / HTTP/1.1~Host: localhost.evil.example:8080~~ | 421 | misdirected-request
          GET / HTTP/1.1~Host: 10.0.0.1~~ | 421 | misdirected-request
          GET / HTTP/1.1~~ | 400 | bad-request
          GET / HTTP/1.1~Host: localhost~Host: evil~~ | 400 | bad-request
          GET / HTTP/1.1~Host: a b~~ | 400 | bad-request
          GET /%zz HTTP/1.1~Host: localhost~~ | 400 | bad-request
          GET /api/v1/diagnoses?a=%zz HTTP/1.1~Host: localhost~~ | 400 | bad-request
          GET /api/v1/diagnoses/%2e%2e HTTP/1.1~Host: localhost~~ | 404 | not-found
          FOO / HTTP/1.1~Host: localhost~~ | 405 | method-not-allowed
          TRACE / HTTP/1.1~Host: localhost~~ | 405 | method-not-allowed
          OPTIONS * HTTP/1.1~Host: localhost~~ | 400 | bad-request
          POST / HTTP/1.1~Host: localhost~Content-Length: -1~~ | 400 | bad-request
          POST / HTTP/1.1~Host: localhost~Content-Length: 9999999999999999999~~ | 400 | bad-request
          POST / HTTP/1.1~Host: localhost~Content-Length: 1~Content-Length: 2~~ | 400 | bad-request
          what is this~~ | 400 | bad-request
          """)
  void answersOddRequestsWithAProblem(String request, int status, String kind) throws Exception {
    service = new TestService();

    String answer = exchange(request.replace("~", "\r\n"), true);

    assertThat(answer)
        .containsPattern("^HTTP/1\\.[01] " + status)
        .contains("application/problem+json")
        .contains("urn:fivewhys:problem:" + kind);
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:9", "localhost."})
  void answersToTheNamesOfTheLoopback(String host) throws Exception {
    service = new TestService();

    assertThat(exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", true))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void refusesLongLinesAndLargeHeaders() throws Exception {
    service = new TestService();

    assertThat(exchange("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .containsPattern("^HTTP/1\\.[01] 414")
        .contains("urn:fivewhys:problem:uri-too-long");
    assertThat(
            exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .containsPattern("^HTTP/1\\.[01] 431")
        .contains("urn:fivewhys:problem:headers-too-large");
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws Exception {
    service = new TestService();
    String body = snapshotOf("edge");
    String all =
        exchange(
            POST
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
                + "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
            true);

    assertThat(List.of(all.split("HTTP/1.1 ")))
        .satisfiesExactly(
            before -> assertThat(before).isEmpty(),
            first -> assertThat(first).startsWith("200"),
            second -> assertThat(second).startsWith("404"),
            last -> assertThat(last).startsWith("200"));
  }

  private String exchange(String request) throws IOException {
    return exchange(request, false);
  }

  /**
   * @param thenClose asks for the end of the connection with one more request, where the service
   *     would keep it open
   */
  private String exchange(String request, boolean thenClose) throws IOException {
    try (var socket = service.socket()) {
      send(socket, request);
      if (thenClose) {
        try {
          send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        } catch (SocketException _) {
          // Already closed; what was answered before can still be read.
        }
      } else {
        socket.shutdownOutput();
      }
      return rest(socket);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static String rest(Socket socket) throws IOException {
    var text = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
      }
    } catch (SocketException _) {
      // A reset ends it as well.
    }
    return text.toString();
  }
}
