package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.crash.CrashAgent.Point;
import io.fivewhys.crash.CrashAgent.Span;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service, over its own file, ends at every point between an alert that comes in and the last
 * message that goes out, and in between at any moment. {@code -Dcrash.kills=300} for as many,
 * {@code -Dcrash.seed=5} for the same again.
 */
class CrashTest {
  /** From the first byte of an alert to the note that the last message is delivered. */
  private static final List<String> POINTS =
      List.of(
          "io.fivewhys.collect.alert.AlertBook.record:entry",
          "io.fivewhys.store.SqlJournal.append:entry",
          "io.fivewhys.store.SqlJournal.append:exit",
          "io.fivewhys.collect.alert.AlertBook.record:exit",
          "io.fivewhys.http.gateway.PostAlerts.answer:exit",
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

  private static final String HELD =
      "who was killed there keeps the duty until it has missed its heartbeats, for 20 seconds";

  /**
   * Points that a life need not come to, and why; only where spans are not shortened. Any other
   * that is missed is a failure: nothing is tried there any more.
   */
  private static final Map<String, String> RARE =
      Map.of(
          "io.fivewhys.pipeline.Escalator.escalated:entry", HELD,
          "io.fivewhys.pipeline.Escalator.escalated:exit", HELD,
          "io.fivewhys.notify.pagerduty.PagerDuty.deliver:entry", HELD,
          "io.fivewhys.notify.pagerduty.PagerDuty.deliver:exit", HELD);

  private static final int KILLS = Integer.getInteger("crash.kills", 2);

  /**
   * Which points, and where in between: another seed tries others, the same seed the same again.
   */
  private static final long SEED = Long.getLong("crash.seed", 20_783);

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(20);
  private static final Duration LONGEST_OF_THE_RARE = Duration.ofSeconds(8);

  @TempDir Path directory;

  @Test
  void everyPointIsAMethodOfTheProduct() throws Exception {
    for (String text : POINTS) {
      Point point = Point.parse(text + ":1");
      Class<?> type = Class.forName(point.type(), false, getClass().getClassLoader());
      assertThat(type.getDeclaredMethods())
          .as("methods of %s, of which %s is to be one", type.getName(), text)
          .extracting(Method::getName)
          .contains(point.method());
    }
    assertThat(POINTS).doesNotHaveDuplicates().containsAll(RARE.keySet());
    for (Span span : Shortened.SPANS) {
      Class<?> type = Class.forName(span.type(), false, getClass().getClassLoader());
      assertThat(type.getDeclaredField(span.constant()).getType())
          .as(span.toString())
          .isEqualTo(Duration.class);
    }
  }

  @Test
  void whatWasAcceptedIsThereOnceHoweverOftenAndWhereverItDies() throws Exception {
    var random = new Random(SEED);
    List<String> reached = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    String again = "-Dcrash.seed=" + SEED + " -Dcrash.kills=" + KILLS;
    System.out.println("To have the same again: " + again);
    try (var world =
        new World(directory, new Receiver(call -> call % 7 == 3, Duration.ZERO), random)) {
      int port = freePort();
      int first = Math.floorMod(SEED * KILLS, POINTS.size());
      for (int kill = 0; kill < KILLS; kill++) {
        String place = POINTS.get((first + kill) % POINTS.size());
        Point point = Point.parse(place + ":" + (1 + random.nextInt(2)));
        (diesAt(world, port, point, random) ? reached : missed).add(point.toString());
      }
      try (var last =
          Replica.start(
              directory, port, Optional.empty(), spans(), Duration.ZERO, world.environment())) {
        assertThat(last.awaitReady(world.client)).as(last.log()).isTrue();
        World.Figures figures = world.verify(last.url(), false);
        System.out.println(
            "%d kills, at %s; elsewhere, as these were not reached: %s; %s"
                .formatted(KILLS, reached, missed, figures));
        assertThat(figures.incidents()).isPositive();
        assertThat(missed)
            .as("points that no life came to, but for %s", rare())
            .allSatisfy(it -> assertThat(rare()).contains(it.substring(0, it.lastIndexOf(':'))));
      } catch (AssertionError wrong) {
        throw new AssertionError(again + ": " + wrong.getMessage(), wrong);
      }
    }
  }

  private static Set<String> rare() {
    return spans().isEmpty() ? RARE.keySet() : Set.of();
  }

  /** With many kills there is the time to let all of them last as long as they do. */
  private static List<Span> spans() {
    return KILLS >= 50 ? List.of() : Shortened.SPANS;
  }

  /** Lives until it reaches the point; where it does not in time it is killed wherever it is. */
  private boolean diesAt(World world, int port, Point point, Random random) throws Exception {
    try (var replica =
        Replica.start(
            directory, port, Optional.of(point), spans(), Duration.ZERO, world.environment())) {
      if (replica.awaitReady(world.client)) {
        long endNanos = System.nanoTime() + longestLife(point).toNanos();
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

  private static Duration longestLife(Point point) {
    return rare().stream().anyMatch(it -> point.toString().startsWith(it))
        ? LONGEST_OF_THE_RARE
        : LONGEST_LIFE;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
