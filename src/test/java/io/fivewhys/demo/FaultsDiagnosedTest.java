package io.fivewhys.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceResult;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.gateway.Gateways;
import io.fivewhys.gateway.SweepListener;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.inference.Category;
import io.fivewhys.rulebook.Rulebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service looks at the estate through its ordinary sources, sweep after sweep; whatever goes
 * wrong there is named right at the second sweep that sees it, at the latest. {@code
 * -Ddemo.rounds=5} makes all faults happen five times, {@code
 * -Ddemo.faults=wrong-route,database-down} only these and in this order. What was seen when the
 * name was wrong stands in {@code target/misnamed.json}. Runs with {@code mvn verify -Pestate}.
 */
@Tag("estate")
class FaultsDiagnosedTest {
  private static final int ROUNDS = Integer.getInteger("demo.rounds", 1);
  private static final Duration INTERVAL = Duration.ofSeconds(4);
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int QUIET_SWEEPS = 3;

  /** What has to be changed back or repaired. */
  private record Expected(Category category, String subject) {}

  private static Expected expected(Fault fault) {
    return switch (fault) {
      case BAD_ROLLOUT -> new Expected(Category.DEPLOYMENT_ISSUE, "orders");
      case OOM_LOOP -> new Expected(Category.RESOURCE_EXHAUSTION, "catalog");
      case DATABASE_DOWN -> new Expected(Category.DEPENDENCY_FAILURE, "shop-database");
      case BREAKER_LEFT_OPEN -> new Expected(Category.CIRCUIT_BREAKER_ACTIVATION, "payments");
      case WRONG_ROUTE -> new Expected(Category.CONFIGURATION_ERROR, "shop");
      case TRAFFIC_SURGE -> new Expected(Category.TRAFFIC_SURGE, "catalog");
    };
  }

  private final BlockingQueue<String> sweeps = new LinkedBlockingQueue<>();
  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void swept(String gateway, String outcome, Duration took) {
          sweeps.add(outcome);
        }

        @Override
        public void skipped(String gateway, long left) {}

        @Override
        public void asked(String gateway, SourceResult result) {}
      };

  @TempDir Path directory;
  private Gateways gateways;

  @Test
  void eachFaultIsNamedRightAtTheSecondSweepThatSeesItAtTheLatest() throws Exception {
    var diagnoser = new Diagnoser(DiagnosisPolicy.defaults());
    var rulebook = Rulebook.shipped();
    try (var estate = DemoEstate.start(DemoOptions.forTests(directory))) {
      Path file = directory.resolve("gateways.yaml");
      GatewaysFile.write(estate, INTERVAL, WINDOW, file);
      var context =
          new SourceContext(Clock.systemUTC(), Map.of(), directory, directory.resolve("data"));
      try (var setup =
              GatewaySetup.of(
                  file.toString(),
                  Files.readString(file),
                  new Masking(false),
                  context,
                  new MemoryJournals(Clock.systemUTC()));
          var all =
              new Gateways(
                  setup.gateways(),
                  snapshot -> diagnoser.diagnose(rulebook, snapshot).withId("sweep"),
                  listener,
                  Clock.systemUTC())) {
        gateways = all;
        all.start();
        for (int round = 1; round <= ROUNDS; round++) {
          for (Fault fault : faults()) {
            awaitQuiet();
            estate.inject(fault);
            assertNamed(fault, round);
            estate.heal();
            estate.awaitTraffic();
          }
        }
      }
    }
  }

  private static List<Fault> faults() {
    String keys = System.getProperty("demo.faults", "");
    return keys.isEmpty()
        ? List.of(Fault.values())
        : Arrays.stream(keys.split(",")).map(key -> Fault.of(key).orElseThrow()).toList();
  }

  private void assertNamed(Fault fault, int round) throws Exception {
    var first = firstThat("sees " + fault.key(), it -> it.verdict() != Verdict.HEALTHY);
    Diagnosis second = isRight(first, fault) ? first : next();
    if (!isRight(second, fault)) {
      Snapshot seen = gateways.view("api-gateway").orElseThrow().lastSnapshot().orElseThrow();
      Files.write(Path.of("target", "misnamed.json"), new SnapshotWriter().toBytes(seen));
    }
    assertThat(isRight(second, fault))
        .as("%s in round %d: first %s; then %s", fault.key(), round, told(first), told(second))
        .isTrue();
  }

  private static boolean isRight(Diagnosis diagnosis, Fault fault) {
    Expected expected = expected(fault);
    return diagnosis.causes().stream()
        .findFirst()
        .filter(cause -> cause.category() == expected.category())
        .filter(cause -> cause.subject().name().equals(expected.subject()))
        .isPresent();
  }

  private static String told(Diagnosis diagnosis) {
    return diagnosis.verdict() + ": " + diagnosis.summary();
  }

  private void awaitQuiet() throws InterruptedException {
    for (int quiet = 0; quiet < QUIET_SWEEPS; ) {
      quiet = next().verdict() == Verdict.HEALTHY ? quiet + 1 : 0;
    }
  }

  private Diagnosis firstThat(String what, java.util.function.Predicate<Diagnosis> isSo)
      throws InterruptedException {
    long beganNanos = System.nanoTime();
    while (System.nanoTime() - beganNanos < LONGEST.toNanos()) {
      Diagnosis diagnosis = next();
      if (isSo.test(diagnosis)) {
        return diagnosis;
      }
    }
    return fail("no sweep within %s that %s", LONGEST, what);
  }

  /** What the next sweep says. */
  private Diagnosis next() throws InterruptedException {
    sweeps.clear();
    Optional<String> outcome =
        Optional.ofNullable(sweeps.poll(LONGEST.toSeconds(), TimeUnit.SECONDS));
    assertThat(outcome).as("a sweep").isPresent();
    return gateways.view("api-gateway").orElseThrow().lastDiagnosis().orElseThrow();
  }
}
