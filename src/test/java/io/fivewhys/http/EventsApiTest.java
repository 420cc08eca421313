package io.fivewhys.http;

import static io.fivewhys.http.TestService.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.access.Anonymous;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.http.events.ChangeFeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsApiTest {
  private static final String PATH = "/api/v1/events";

  private final List<Stream> streams = new ArrayList<>();
  private TestService service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new TestService();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    for (Stream stream : streams) {
      stream.reader.close();
    }
    service.close();
  }

  /** The lines of an event, or of what else ends with an empty one. */
  private record Stream(HttpResponse<?> response, BufferedReader reader) {
    /** The next event; comments and the time to retry are passed over. Empty at the end. */
    List<String> next() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
          lines.add(line);
        } else if (line.isEmpty() && !lines.isEmpty()) {
          return lines;
        }
      }
      return lines;
    }

    List<String> nextStore() throws IOException {
      List<String> event = next();
      while (!event.isEmpty() && !event.getFirst().equals("event: store")) {
        event = next();
      }
      return event;
    }

    /** Passes over what happens by itself in a service that has just begun. */
    List<String> nextOf(String topic) throws IOException {
      List<String> event = next();
      while (!event.isEmpty() && !event.getLast().contains('"' + topic + '"')) {
        event = next();
      }
      return event;
    }
  }

  private Stream open(HttpRequest request) throws IOException, InterruptedException {
    var response = service.client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    var stream = new Stream(response, reader);
    streams.add(stream);
    return stream;
  }

  private Stream open(String... headers) throws IOException, InterruptedException {
    var request = service.to(PATH);
    return open((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private void commentedElsewhere(String incident, int version) {
    service.database.change(
        handle ->
            handle.execute(
                "insert into incident_entry (incident, version, at, actor, kind, text) values"
                    + " (?, ?, ?, 'ann', 'COMMENT', 'x')",
                incident,
                version,
                service.database.clock().instant()));
  }

  private static String id(List<String> event) {
    assertThat(event.getFirst()).startsWith("id: ");
    return event.getFirst().substring("id: ".length());
  }

  @Test
  void tellsOfWhatAnotherReplicaWroteAndOfWhatWasMissedSince()
      throws IOException, InterruptedException {
    var stream = open();
    var headers = stream.response().headers();
    assertThat(headers.firstValue("Content-Type")).contains("text/event-stream");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    assertThat(stream.next().get(1)).isEqualTo("event: hello");

    commentedElsewhere("INC-1", 1);
    var changed = stream.nextOf("incidents");
    assertThat(changed.get(1)).isEqualTo("event: changed");
    assertThat(changed.get(2)).contains("\"incident:INC-1\"");
    commentedElsewhere("INC-2", 1);
    assertThat(stream.nextOf("incident:INC-2").get(2)).doesNotContain("INC-1");

    var back = open("Last-Event-ID", id(changed));
    assertThat(back.next().get(1)).isEqualTo("event: hello");
    assertThat(back.next().get(2)).contains("\"incident:INC-2\"").doesNotContain("INC-1");
    var asking = open(service.to(PATH + "?lastEventId=" + id(changed)).build());
    asking.next();
    assertThat(asking.next().get(2)).contains("\"incident:INC-2\"");
  }

  @Test
  void whoKnowsOnlyAnotherServiceReadsEverythingAgain() throws IOException, InterruptedException {
    var reset = open("Last-Event-ID", "cafecafe-7").next();

    assertThat(reset.get(1)).isEqualTo("event: reset");
    assertThat(open("Last-Event-ID", id(reset)).next().get(1)).isEqualTo("event: hello");
  }

  @Test
  void saysThatTheStoreIsGone() throws IOException, InterruptedException {
    var stream = open();
    stream.next();
    service.storeIsUp = false;
    assertThat(stream.nextStore()).containsExactly("event: store", "data: {\"up\":false}");
    service.storeIsUp = true;
    assertThat(stream.nextStore()).containsExactly("event: store", "data: {\"up\":true}");
  }

  @Test
  void aStopWaitsForNoStreamAndEndsThem() throws IOException, InterruptedException {
    var stream = open();
    stream.next();

    // Longer than this test may take: a stop that waited for the stream would not be over in time.
    assertThat(service.stop(Duration.ofMinutes(10))).isTrue();

    while (!stream.next().isEmpty()) {
      // What was told before.
    }
  }

  @Test
  void refusesMoreThanItCanServe() throws IOException, InterruptedException {
    for (int i = 0; i < ChangeFeed.MOST_UNKNOWN; i++) {
      open();
    }

    var refused = service.get(PATH);

    assertProblem(refused, 503, "full");
    assertThat(refused.body()).contains("signs in");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    streams.removeLast().reader().close();
    while (status() != 200) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoShowsATokenHasAPlaceHoweverManyListenWithoutOne()
      throws IOException, InterruptedException {
    for (int i = 0; i < ChangeFeed.MOST_UNKNOWN; i++) {
      open();
    }
    assertThat(open(service.asAdmin(PATH).build()).next().get(1)).isEqualTo("event: hello");
    String cookie = signedIn(ActionsWorld.ANN);
    assertThat(open("Cookie", cookie).next().get(1)).isEqualTo("event: hello");
    assertProblem(
        service.send(
            service.to(PATH).header("Authorization", "Bearer fw_of-nobody-01234567").build()),
        503,
        "full");
  }

  private String signedIn(String token) throws IOException, InterruptedException {
    var request = service.to("/api/v1/session").header("Authorization", "Bearer " + token);
    return service
        .send(request.POST(HttpRequest.BodyPublishers.noBody()).build())
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";")[0];
  }

  @Test
  void aStreamEndsSoonAfterItsSessionDoes() throws IOException, InterruptedException {
    service.close();
    service =
        new TestService(
            TestService.OPTIONS.withConnections(10, Duration.ofSeconds(5), Duration.ofMillis(300)),
            new DeskLimits(2, 8, TestService.LONG, TestService.LONG));
    String cookie = signedIn(ActionsWorld.ANN);
    var stream = open("Cookie", cookie);
    while (!stream.next().contains("event: hello")) {
      // A beat that was faster.
    }

    var signingOut = service.to("/api/v1/session").header("Cookie", cookie);
    var out = service.send(signingOut.header("Sec-Fetch-Site", "same-origin").DELETE().build());

    assertThat(out.statusCode()).as(out.body()).isEqualTo(204);
    while (!stream.next().isEmpty()) {
      // What was told before.
    }
  }

  private int status() throws IOException, InterruptedException {
    var response = service.client.send(service.to(PATH).build(), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  @Test
  void aStreamIsNeverIdle() throws IOException, InterruptedException {
    service.close();
    service =
        new TestService(
            TestService.OPTIONS.withConnections(10, Duration.ofSeconds(5), Duration.ofMillis(300)),
            new DeskLimits(2, 8, TestService.LONG, TestService.LONG));
    var reader = open().reader();

    int beats = 0;
    while (beats < 5) {
      String line = reader.readLine();
      assertThat(line).as("a line after %d heartbeats", beats).isNotNull();
      beats += line.equals("event: beat") ? 1 : 0;
    }
  }

  @Test
  void needsATokenWhereReadingDoesAndHasAHead() throws IOException, InterruptedException {
    var head = service.send(service.to(PATH).HEAD().build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertProblem(service.send(service.to(PATH).DELETE().build()), 405, "method-not-allowed");
    assertProblem(service.get(PATH + "?last=1"), 400, "bad-parameter");
    service.close();
    service = TestService.openTo(Anonymous.HEALTH);

    assertProblem(service.get(PATH), 401, "no-token");
    assertThat(open(service.asAdmin(PATH).build()).next().get(1)).isEqualTo("event: hello");
  }
}
