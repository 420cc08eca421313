package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.crash.CrashAgent.Point;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service, over its own file, ends at every point between an alert that comes in and the last
 * message that goes out, and in between at any moment. {@code -Dcrash.kills=300} for as many.
 */
class CrashTest {
  /** From the first byte of an alert to the note that the last message is delivered. */
  private static final List<String> POINTS =
      List.of(
          "io.fivewhys.collect.alert.AlertBook.record:entry",
          "io.fivewhys.store.SqlJournal.append:entry",
          "io.fivewhys.store.SqlJournal.append:exit",
          "io.fivewhys.collect.alert.AlertBook.record:exit",
          "io.fivewhys.http.PostAlerts.answer:exit",
          "io.fivewhys.gateway.GatewayWatch.looked:entry",
          "io.fivewhys.store.IdempotencyKeys.claim:exit",
          "io.fivewhys.pipeline.IncidentPipeline.accept:entry",
          "io.fivewhys.store.Incidents.lock:exit",
          "io.fivewhys.store.Diagnoses.keep:exit",
          "io.fivewhys.store.Incidents.apply:exit",
          "io.fivewhys.store.Outbox.add:exit",
          "io.fivewhys.pipeline.IncidentPipeline.accepted:exit",
          "io.fivewhys.pipeline.IncidentPipeline.accept:exit",
          "io.fivewhys.pipeline.Escalator.escalated:entry",
          "io.fivewhys.pipeline.Escalator.escalated:exit",
          "io.fivewhys.store.Outbox.claim:exit",
          "io.fivewhys.pipeline.Courier.bring:entry",
          "io.fivewhys.notify.webhook.Webhook.deliver:entry",
          "io.fivewhys.notify.webhook.Webhook.deliver:exit",
          "io.fivewhys.notify.pagerduty.PagerDuty.deliver:entry",
          "io.fivewhys.notify.pagerduty.PagerDuty.deliver:exit",
          "io.fivewhys.store.Outbox.end:exit",
          "io.fivewhys.pipeline.Courier.note:exit",
          "io.fivewhys.pipeline.IncidentDesk.commanded:exit",
          "io.fivewhys.pipeline.IncidentDesk.command:exit");

  private static final int KILLS = Integer.getInteger("crash.kills", 8);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(4);

  @TempDir Path directory;

  @Test
  void whatWasAcceptedIsThereOnceHoweverOftenAndWhereverItDies() throws Exception {
    var random = new Random(5);
    List<String> missed = new ArrayList<>();
    try (var world = new World(directory, new Receiver(call -> call % 7 == 3))) {
      int port = freePort();
      int first = random.nextInt(POINTS.size());
      for (int kill = 0; kill < KILLS; kill++) {
        String place = POINTS.get((first + kill) % POINTS.size());
        Point point = Point.parse(place + ":" + (1 + random.nextInt(2)));
        if (!diesAt(world, port, point, random)) {
          missed.add(point.toString());
        }
      }
      try (var last =
          Replica.start(directory, port, Optional.empty(), Duration.ZERO, world.environment())) {
        assertThat(last.awaitReady(world.client)).as(last.log()).isTrue();
        World.Figures figures = world.verify(last.url());
        System.out.println(
            KILLS
                + " kills, "
                + missed.size()
                + " of them at no named point "
                + missed
                + ": "
                + figures);
        assertThat(figures.incidents()).isPositive();
        assertThat(missed.size())
            .as("points that are reached, not " + missed)
            .isLessThan(KILLS / 2 + 1);
      }
    }
  }

  /** Lives until it reaches the point; where it does not in time it is killed wherever it is. */
  private boolean diesAt(World world, int port, Point point, Random random) throws Exception {
    try (var replica =
        Replica.start(directory, port, Optional.of(point), Duration.ZERO, world.environment())) {
      if (replica.awaitReady(world.client)) {
        long endNanos = System.nanoTime() + LONGEST_LIFE.toNanos();
        while (replica.isAlive() && System.nanoTime() < endNanos) {
          world.live(replica.url());
          Thread.sleep(random.nextInt(50));
        }
      }
      boolean byItself = !replica.isAlive();
      replica.kill();
      assertThat(replica.exitCode()).as(replica.log()).isEqualTo(137);
      return byItself;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
