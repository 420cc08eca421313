package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fivewhys.crash.CrashAgent.Point;
import io.fivewhys.crash.CrashAgent.Span;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.store.SqlAudit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service ends at every point between a look that recommends something and the note that it
 * helped, and in between at any moment; one alone over its own file, and three over one PostgreSQL
 * whose clocks differ by minutes, of which any may be stopped at any point until others have taken
 * over. {@code -Dmitigation.kills=300} and {@code -Dmitigation.rounds=40} for as many, {@code
 * -Dcrash.seed=5} for others than usual.
 */
class MitigationCrashTest {
  /** In the order in which a life comes to them. */
  private static final List<String> BEFORE_THE_ACT =
      List.of(
          "io.fivewhys.intervene.Planner.plan:entry",
          "io.fivewhys.store.Interventions.apply:entry",
          "io.fivewhys.store.InterventionJournal.insert:entry",
          "io.fivewhys.store.InterventionJournal.insert:exit",
          "io.fivewhys.store.SqlAudit.append:exit",
          "io.fivewhys.store.Interventions.apply:exit",
          "io.fivewhys.act.kubernetes.ClusterActuator.plan:exit",
          "io.fivewhys.intervene.Planner.judge:entry",
          "io.fivewhys.intervene.Bench.apply:exit",
          "io.fivewhys.intervene.Bench.move:entry",
          "io.fivewhys.intervene.Bench.move:exit",
          "io.fivewhys.intervene.Planner.judge:exit",
          "io.fivewhys.intervene.InterventionDesk.approve:entry",
          "io.fivewhys.intervene.InterventionDesk.approve:exit",
          "io.fivewhys.intervene.Executor.begin:entry",
          "io.fivewhys.store.MitigationControl.nextFence:entry",
          "io.fivewhys.store.MitigationControl.nextFence:exit",
          "io.fivewhys.intervene.Executor.begin:exit",
          "io.fivewhys.intervene.Executor.preFlight:entry",
          "io.fivewhys.act.kubernetes.ClusterActuator.prepare:entry",
          "io.fivewhys.act.kubernetes.PreparedPatch.tried:exit",
          "io.fivewhys.intervene.Executor.mayAct:entry",
          "io.fivewhys.intervene.Executor.mayAct:exit",
          "io.fivewhys.intervene.Executor.preFlight:exit",
          "io.fivewhys.act.kubernetes.PreparedPatch.act:entry");

  private static final List<String> AFTER_THE_ACT =
      List.of(
          "io.fivewhys.act.kubernetes.PreparedPatch.done:entry",
          "io.fivewhys.act.kubernetes.PreparedPatch.act:exit",
          "io.fivewhys.intervene.Executor.conclude:entry",
          "io.fivewhys.intervene.Executor.outcome:entry",
          "io.fivewhys.mitigate.InterventionLife.acted:exit",
          "io.fivewhys.intervene.Executor.outcome:exit",
          "io.fivewhys.intervene.Executor.execute:exit",
          "io.fivewhys.intervene.Aftercare.assess:entry",
          "io.fivewhys.mitigate.InterventionLife.seen:exit",
          "io.fivewhys.intervene.Aftercare.assess:exit");

  /** Of who sees to what the life before has begun. */
  private static final List<String> TAKING_OVER =
      List.of(
          "io.fivewhys.intervene.Executor.takeOver:entry",
          "io.fivewhys.mitigate.InterventionLife.takenOver:exit",
          "io.fivewhys.act.kubernetes.ClusterActuator.settle:entry",
          "io.fivewhys.act.kubernetes.Settlement.of:entry",
          "io.fivewhys.act.kubernetes.Settlement.seen:exit",
          "io.fivewhys.act.kubernetes.ClusterActuator.settle:exit",
          "io.fivewhys.intervene.Executor.takeOver:exit");

  /** After which something is left of which nobody knows whether it was done. */
  private static final List<String> LEFT =
      List.of(
          "io.fivewhys.act.kubernetes.PreparedPatch.act:entry:1",
          "io.fivewhys.act.kubernetes.PreparedPatch.act:exit:1");

  /** Where one waits for a look that says nothing, which is seldom: a life may miss it. */
  private static final String RARE = "io.fivewhys.intervene.Aftercare.end:entry";

  /** Here one is stopped, and comes late. */
  static final List<String> STOPPED =
      List.of(
          "io.fivewhys.intervene.Executor.begin:exit",
          "io.fivewhys.act.kubernetes.PreparedPatch.tried:exit",
          "io.fivewhys.intervene.Executor.mayAct:exit",
          "io.fivewhys.act.kubernetes.PreparedPatch.act:entry",
          "io.fivewhys.act.kubernetes.PreparedPatch.act:exit",
          "io.fivewhys.intervene.Executor.outcome:entry",
          "io.fivewhys.intervene.Executor.takeOver:entry",
          "io.fivewhys.act.kubernetes.Settlement.of:entry",
          "io.fivewhys.act.kubernetes.Settlement.seen:exit");

  static final List<Span> SPANS =
      Stream.concat(
              Shortened.SPANS.stream(),
              Stream.of(
                  new Span("io.fivewhys.mitigate.Timing", "CLAIM", Duration.ofSeconds(4)),
                  // So that hourly budgets, of which a hundred is the most, last for all lives.
                  new Span("io.fivewhys.mitigate.guard.Lately", "HOUR", Duration.ofMinutes(1))))
          .toList();

  private static final int KILLS = Integer.getInteger("mitigation.kills", 2);

  /** Then there is the time to come to a point twice. */
  private static final boolean IS_LONG = KILLS >= 50;

  private static final int ROUNDS = Integer.getInteger("mitigation.rounds", 0);
  private static final long SEED = Long.getLong("crash.seed", 20_783);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);
  private static final Duration LONGEST_OF_THE_RARE = Duration.ofSeconds(15);

  /** Every so many lives end while their change is on its way. */
  private static final int ON_ITS_WAY = 8;

  @TempDir Path directory;
  private final Random random = new Random(SEED);
  private final Map<String, Integer> reached = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();
  private int kills;

  static List<String> places() {
    return Stream.of(BEFORE_THE_ACT, AFTER_THE_ACT, TAKING_OVER, List.of(RARE))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void everyPointIsAMethodOfTheProduct() throws Exception {
    for (String text : Stream.concat(places().stream(), STOPPED.stream()).toList()) {
      Point point = Point.parse(text + ":1");
      Class<?> type = Class.forName(point.type(), false, getClass().getClassLoader());
      assertThat(type.getDeclaredMethods())
          .as("methods of %s, of which %s is to be one", type.getName(), text)
          .extracting(Method::getName)
          .contains(point.method());
    }
    assertThat(places()).doesNotHaveDuplicates();
    for (Span span : SPANS) {
      Class<?> type = Class.forName(span.type(), false, getClass().getClassLoader());
      assertThat(type.getDeclaredField(span.constant()).getType())
          .as(span.toString())
          .isEqualTo(Duration.class);
    }
  }

  @Test
  void nothingIsDoneTwiceNorForgottenHoweverOftenAndWhereverItDies() throws Exception {
    String again = "-Dcrash.seed=" + SEED + " -Dmitigation.kills=" + KILLS;
    System.out.println("To have the same again: " + again);
    InterventionsTold.Figures figures;
    try (var shop = new MitigatedShop(directory, random)) {
      int port = CrashTest.freePort();
      kill(shop, port);
      try (var last = start(shop, port, Optional.empty())) {
        assertThat(last.awaitReady(shop.client)).as(last.log()).isTrue();
        figures = shop.rest(last.url()).verify(shop.writes);
      }
      tell("%d kills, at %s; elsewhere, as these were not reached: %s", kills, reached, missed);
      tell("%s; %s", figures, shop.done());
      assertThat(figures.interventions()).isPositive();
      assertThat(figures.byState()).doesNotContainKey("unknown");
      assertThat(figures.takeovers().keySet())
          .as("the evidence was never lost")
          .doesNotContain("unknown");
      assertThat(missed).as("points that no life came to").allMatch(it -> it.startsWith(RARE));
    } catch (AssertionError wrong) {
      throw new AssertionError(again + ": " + wrong.getMessage(), wrong);
    }
    isAuditWhole(DatabaseOptions.file(directory.resolve("data")));
  }

  private static void tell(String format, Object... figures) {
    System.out.println(format.formatted(figures));
  }

  /** Each point in turn, from another one on with every seed. */
  private void kill(MitigatedShop shop, int port) throws Exception {
    List<String> places = places();
    int first = Math.floorMod(SEED * KILLS, places.size());
    for (int life = 0; kills < KILLS; life++) {
      if (life % ON_ITS_WAY == ON_ITS_WAY - 1) {
        dieOnItsWay(shop, port);
        continue;
      }
      String place = places.get((first + life) % places.size());
      if (TAKING_OVER.contains(place)) {
        die(shop, port, Point.parse(LEFT.get(random.nextInt(LEFT.size()))));
      }
      int time = IS_LONG && !TAKING_OVER.contains(place) ? 1 + random.nextInt(2) : 1;
      die(shop, port, Point.parse(place + ":" + time));
    }
  }

  private Replica start(MitigatedShop shop, int port, Optional<Point> point) throws Exception {
    return Replica.start(directory, port, point, SPANS, Duration.ZERO, shop.environment());
  }

  /** Lives until it reaches the point; where it does not in time it is killed wherever it is. */
  private void die(MitigatedShop shop, int port, Point point) throws Exception {
    try (var replica = start(shop, port, Optional.of(point))) {
      if (replica.awaitReady(shop.client)) {
        boolean isRare = point.toString().startsWith(RARE);
        Duration longest = isRare ? LONGEST_OF_THE_RARE : LONGEST_LIFE;
        until(shop, replica, longest, () -> !replica.isAlive());
      }
      note(point, !replica.isAlive());
      replica.kill();
      kills++;
      assertThat(replica.exitCode()).as(replica.log()).isEqualTo(137);
    }
  }

  private void note(Point point, boolean isReached) {
    String text = point.toString();
    if (isReached) {
      reached.merge(
          text.substring(text.lastIndexOf('.', text.lastIndexOf('.') - 1) + 1), 1, Integer::sum);
    } else {
      missed.add(text);
    }
  }

  /** Killed when its change is on its way, which arrives later. */
  private void dieOnItsWay(MitigatedShop shop, int port) throws Exception {
    Wire.Hold hold = shop.wire.holdNext();
    try (var replica = start(shop, port, Optional.empty())) {
      assertThat(replica.awaitReady(shop.client)).as(replica.log()).isTrue();
      until(shop, replica, LONGEST_LIFE, () -> hold.action().isPresent());
      replica.kill();
      kills++;
    }
    assertThat(hold.action()).as("a change on its way").isPresent();
    boolean comesLate = random.nextInt(3) > 0;
    if (comesLate) {
      // The next life settles it before it arrives.
      try (var next = start(shop, port, Optional.empty())) {
        assertThat(next.awaitReady(shop.client)).as(next.log()).isTrue();
        String action = hold.action().orElseThrow();
        until(shop, next, LONGEST_LIFE, () -> shop.writes.isSealed(action));
        assertThat(shop.writes.isSealed(action)).as(action + " is settled").isTrue();
        long before = shop.writes.late();
        hold.release();
        until(shop, next, LONGEST_LIFE, () -> shop.writes.late() > before);
        next.kill();
        kills++;
      }
      reached.merge("its change on its way, which came late", 1, Integer::sum);
    } else {
      reached.merge("its change on its way", 1, Integer::sum);
    }
    hold.release();
  }

  private void until(MitigatedShop shop, Replica replica, Duration longest, BooleanSupplier isSo)
      throws InterruptedException {
    long endNanos = System.nanoTime() + longest.toNanos();
    while (!isSo.getAsBoolean() && replica.isAlive() && System.nanoTime() < endNanos) {
      shop.live(replica.url());
      Thread.sleep(50 + random.nextInt(200));
    }
  }

  private static void isAuditWhole(DatabaseOptions where) throws Exception {
    try (var database = Database.open(where, Clock.systemUTC())) {
      var audit = new SqlAudit(database);
      assertThat(audit.newest(1)).isNotEmpty();
      assertThat(audit.verify()).as("what does not fit in the audit log").isEmpty();
    }
  }

  @Test
  void threeOfThemDoNothingTwiceNorForgetItWhateverBecomesOfOne() throws Exception {
    assumeThat(ROUNDS).as("-Dmitigation.rounds").isPositive();
    String again = "-Dcrash.seed=" + SEED + " -Dmitigation.rounds=" + ROUNDS;
    try (var postgres = EmbeddedPostgres.builder().start();
        var shop = new MitigatedShop(directory, random)) {
      String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
      InterventionsTold.Figures figures;
      try (var three = new UnluckyThree(shop, directory, url, random)) {
        three.live(ROUNDS);
        tell("Three replicas: %s; -Dcrash.seed=%d", three, SEED);
        figures = shop.rest(three.last()).verify(shop.writes);
      }
      tell("%s; %s", figures, shop.done());
      assertThat(figures.interventions()).isPositive();
      assertThat(figures.takeovers().keySet()).doesNotContain("unknown");
      isAuditWhole(
          new DatabaseOptions(
              Optional.of(url),
              Optional.of("postgres"),
              Optional.of("postgres"),
              directory,
              2,
              Duration.ofSeconds(10)));
    } catch (AssertionError wrong) {
      throw new AssertionError(again + ": " + wrong.getMessage(), wrong);
    }
  }
}
