package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.crash.CrashAgent.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Three replicas over one PostgreSQL, whose clocks differ by minutes. Each ends at a point, or is
 * stopped there until the others have taken over and then goes on as if nothing had been.
 */
final class UnluckyThree implements AutoCloseable {
  private static final List<Duration> CLOCKS =
      List.of(Duration.ZERO, Duration.ofMinutes(4), Duration.ofMinutes(-3));

  /** Longer than a turn to look and a claim last, one after the other. */
  private static final Duration STOP = Duration.ofSeconds(14);

  /** Longer than the database lets anybody keep a row who does nothing with it. */
  private static final Duration LONG_STOP = Duration.ofSeconds(32);

  /** In which who was stopped does what it was about to do. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(4);

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);
  private static final int LATEST_TIME = 3;

  private final MitigatedShop shop;
  private final Path directory;
  private final String database;
  private final Random random;
  private final List<Life> lives = new ArrayList<>();
  private final Map<String, Integer> reached = new TreeMap<>();
  private int kills;
  private int stops;
  private int elsewhere;

  /** How far a replica has come. */
  private enum Stage {
    STARTING,
    RUNNING,
    STOPPED,
    GOING_ON
  }

  private final class Life {
    private final Point point;
    private final Replica replica;
    private final Duration stop = random.nextInt(3) == 0 ? LONG_STOP : STOP;
    private Stage stage = Stage.STARTING;
    private long sinceNanos = System.nanoTime();

    Life(int number, Optional<Point> point) throws IOException {
      this.point = point.orElse(null);
      replica = started(number, point);
    }

    /** Whether it is over. */
    boolean isOver() throws IOException, InterruptedException {
      if (!replica.isAlive()) {
        note();
        return true;
      }
      switch (stage) {
        case STARTING, RUNNING -> {
          if (replica.isStopped()) {
            note();
            stops++;
            become(Stage.STOPPED);
          } else if (stage == Stage.STARTING) {
            boolean isReady = shop.client.get(replica.url() + "/health/ready").status() == 200;
            if (isReady) {
              become(Stage.RUNNING);
            }
          } else if (isLongerThan(LONGEST_LIFE)) {
            elsewhere++;
            return true;
          }
          assertThat(isLongerThan(LONGEST_LIFE.multipliedBy(2))).as(replica.log()).isFalse();
        }
        case STOPPED -> {
          if (isLongerThan(stop)) {
            replica.signal("CONT");
            become(Stage.GOING_ON);
          }
        }
        case GOING_ON -> {
          return isLongerThan(AFTERWARDS);
        }
      }
      return false;
    }

    private void note() {
      if (point != null) {
        String text = point.toString().replaceFirst(":\\d+", "");
        String[] names = text.split("\\.");
        reached.merge(names[names.length - 2] + "." + names[names.length - 1], 1, Integer::sum);
      }
    }

    private void become(Stage next) {
      stage = next;
      sinceNanos = System.nanoTime();
    }

    private boolean isLongerThan(Duration time) {
      return System.nanoTime() - sinceNanos > time.toNanos();
    }

    boolean answers() {
      return replica.isAlive() && (stage == Stage.RUNNING || stage == Stage.GOING_ON);
    }
  }

  UnluckyThree(MitigatedShop shop, Path directory, String database, Random random) {
    this.shop = shop;
    this.directory = directory;
    this.database = database;
    this.random = random;
  }

  /** Until so many have ended, or were stopped. */
  void live(int rounds) throws IOException, InterruptedException {
    for (int i = 0; i < CLOCKS.size(); i++) {
      lives.add(new Life(i, Optional.of(point())));
    }
    while (kills + stops < rounds) {
      for (int i = 0; i < lives.size(); i++) {
        Life life = lives.get(i);
        if (life.isOver()) {
          life.replica.kill();
          kills++;
          lives.set(i, new Life(i, Optional.of(point())));
        }
      }
      String[] urls =
          lives.stream().filter(Life::answers).map(it -> it.replica.url()).toArray(String[]::new);
      if (urls.length > 0) {
        shop.live(urls);
      }
      Thread.sleep(50);
    }
  }

  private Point point() {
    boolean stops = random.nextBoolean();
    List<String> places = stops ? MitigationCrashTest.STOPPED : MitigationCrashTest.places();
    String place = places.get(random.nextInt(places.size()));
    int time = 1 + random.nextInt(LATEST_TIME);
    return Point.parse(place + ":" + time + (stops ? ":stop" : ""));
  }

  /**
   * All begin once more, and nothing happens to them.
   *
   * @return address of one of them
   */
  String last() throws IOException, InterruptedException {
    for (int i = 0; i < lives.size(); i++) {
      lives.get(i).replica.kill();
      lives.set(i, new Life(i, Optional.empty()));
    }
    for (Life each : lives) {
      assertThat(each.replica.awaitReady(shop.client)).as(each.replica.log()).isTrue();
    }
    return lives.getFirst().replica.url();
  }

  /** Each in a directory of its own, as on a machine of its own. */
  private Replica started(int number, Optional<Point> point) throws IOException {
    Path home = directory.resolve("replica-" + number);
    for (String file : MitigatedShop.files()) {
      Path to = home.resolve(file);
      if (!Files.exists(to)) {
        Files.createDirectories(to.getParent());
        Files.copy(directory.resolve(file), to);
      }
    }
    var environment = new HashMap<>(shop.environment());
    environment.put("FIVEWHYS_STORE_PASSWORD", "postgres");
    return Replica.start(
        home,
        CrashTest.freePort(),
        point,
        MitigationCrashTest.SPANS,
        CLOCKS.get(number),
        environment,
        "--store.url=" + database,
        "--store.user=postgres",
        "--store.connections=6");
  }

  @Override
  public String toString() {
    return "%d kills, %d stops, at %s; %d lives came to no point"
        .formatted(kills, stops, reached, elsewhere);
  }

  /** A stopped one is killed as any other. */
  @Override
  public void close() {
    lives.forEach(it -> it.replica.close());
  }
}
