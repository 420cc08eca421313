package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three replicas over one PostgreSQL, whose clocks differ by minutes, under load: one is killed,
 * one is stopped and goes on later as if nothing had been, all lose the database. {@code
 * -Dcrash.rounds=60} for as many times, {@code -Dcrash.seed=7} says what becomes of whom. Below 8
 * rounds claims are made to last some seconds, so that one stop is longer than any; from 8 on they
 * last as long as they do, and every fourth stop is longer than a minute.
 */
class ReplicasTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);

  /** With many rounds there is the time to let all claims last as long as they do. */
  private static final boolean AS_LONG_AS_USUAL = ROUNDS >= 8;

  /** Every day one is stopped and goes on, since others are killed in tests of their own. */
  private static final int FIRST = AS_LONG_AS_USUAL ? 0 : 1;

  /** How often something is sent between two blows. */
  private static final int LOAD = AS_LONG_AS_USUAL ? 6 : 4;

  /** So that whoever is killed or stopped has often brought what it has not noted yet. */
  private static final Duration THINKING = Duration.ofMillis(300);

  private static final long SEED = Long.getLong("crash.seed", 7);
  private static final List<Duration> CLOCKS =
      List.of(Duration.ZERO, Duration.ofMinutes(4), Duration.ofMinutes(-3));

  @TempDir Path directory;

  @Test
  void whatAnyOfThemAcceptedIsThereOnceWhateverBecomesOfTheOthers() throws Exception {
    var random = new Random(SEED);
    try (var postgres = EmbeddedPostgres.builder().start();
        var cable = new Cable(postgres.getPort());
        var world = new World(directory, new Receiver(call -> call % 9 == 4, THINKING), random)) {
      var environment = new HashMap<>(world.environment());
      environment.put("FIVEWHYS_STORE_PASSWORD", "postgres");
      List<Replica> replicas = new ArrayList<>();
      try {
        for (int i = 0; i < CLOCKS.size(); i++) {
          replicas.add(started(world, cable, environment, i));
        }
        int kills = 0;
        int stops = 0;
        int cuts = 0;
        int longest = 0;
        for (int round = 0; round < ROUNDS; round++) {
          int which = random.nextInt(replicas.size());
          Replica unlucky = replicas.get(which);
          switch ((round + FIRST) % 4) {
            case 0, 3 -> {
              load(world, replicas, random, LOAD);
              unlucky.kill();
              kills++;
              load(world, without(replicas, which), random, LOAD);
              replicas.set(which, started(world, cable, environment, which));
            }
            case 1 -> {
              load(world, replicas, random, 2);
              unlucky.signal("STOP");
              stops++;
              load(world, without(replicas, which), random, LOAD);
              // Now and then for longer than anything that it holds: others do it meanwhile.
              long millis = stop(round).toMillis();
              Thread.sleep(millis);
              longest = (int) Math.max(longest, millis / 1_000);
              unlucky.signal("CONT");
              load(world, replicas, random, LOAD);
            }
            case 2 -> {
              cable.pull();
              cuts++;
              // Each waits for the database until its patience ends.
              load(world, replicas, random, 2);
              cable.plugIn();
              load(world, replicas, random, LOAD);
            }
            default -> throw new IllegalStateException();
          }
        }
        for (Replica replica : replicas) {
          assertThat(replica.awaitReady(world.client)).as(replica.log()).isTrue();
        }
        World.Figures figures = world.verify(replicas.getFirst().url(), true);
        System.out.println(
            "%d kills, %d stops of up to %d s, %d cuts of the database, -Dcrash.seed=%d: %s"
                .formatted(kills, stops, longest, cuts, SEED, figures));
        assertThat(figures.incidents()).isPositive();
      } finally {
        // A stopped one is killed as any other.
        replicas.forEach(Replica::close);
      }
    }
  }

  private static void load(World world, List<Replica> replicas, Random random, int times)
      throws InterruptedException {
    for (int i = 0; i < times; i++) {
      int one = random.nextInt(replicas.size());
      int other = (one + 1 + random.nextInt(replicas.size() - 1)) % replicas.size();
      world.live(replicas.get(one).url(), replicas.get(other).url());
    }
  }

  private static Duration stop(int round) {
    if (AS_LONG_AS_USUAL) {
      return round % 8 == 5 ? Duration.ofSeconds(65) : Duration.ofSeconds(2);
    }
    return Shortened.STOP;
  }

  private static List<Replica> without(List<Replica> replicas, int which) {
    var others = new ArrayList<>(replicas);
    others.remove(which);
    return others;
  }

  /** Each in a directory of its own, as on a machine of its own. */
  private Replica started(World world, Cable cable, Map<String, String> environment, int number)
      throws Exception {
    Path home = directory.resolve("replica-" + number);
    for (String file :
        List.of(
            "config/gateways.yaml",
            "config/notifications.yaml",
            "rules/evidence/nodes/nodes.drl")) {
      copy(directory.resolve(file), home.resolve(file));
    }
    var replica =
        Replica.start(
            home,
            CrashTest.freePort(),
            Optional.empty(),
            AS_LONG_AS_USUAL ? List.of() : Shortened.SPANS,
            CLOCKS.get(number),
            environment,
            "--store.url=jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres",
            "--store.user=postgres",
            "--store.connections=6");
    try {
      assertThat(replica.awaitReady(world.client)).as(replica.log()).isTrue();
    } catch (AssertionError | RuntimeException wrong) {
      replica.close();
      throw wrong;
    }
    return replica;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to)) {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
  }
}
