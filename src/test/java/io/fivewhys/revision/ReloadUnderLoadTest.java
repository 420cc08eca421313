package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.Rulebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReloadUnderLoadTest {
  private static final int RELOADS = 12;
  private static final int LEAST_DIAGNOSES = 2_000;

  @Test
  void thousandsOfDiagnosesDuringReloadsNeitherFailNorMixRevisions() throws Exception {
    var source = new RuleSource.Reading.Complete(files("one", "word 0", "two", "word 0"));
    var service =
        new RulesService(
            new RevisionsInMemory(),
            Fixed.source(Origin.SHIPPED, () -> source),
            new CandidateChecks(Rulebook::of, Map.of()),
            new RulesService.Options(false, Duration.ofHours(1), OptionalInt.empty()),
            RulesListener.NONE,
            Clock.systemUTC());
    try (service;
        var threads = Executors.newFixedThreadPool(3)) {
      service.start();
      var diagnoser = new Diagnoser(policy());
      var snapshot = snapshot();
      var done = new AtomicBoolean();
      var count = new AtomicInteger();
      var work = new ArrayList<Callable<Set<String>>>();
      for (int i = 0; i < 3; i++) {
        work.add(
            () -> {
              var revisions = new HashSet<String>();
              while (!done.get() || count.get() < LEAST_DIAGNOSES) {
                var rulebook = service.rulebook();
                var diagnosis = diagnoser.diagnose(rulebook, snapshot);
                assertThat(diagnosis.rulebook().revision()).isEqualTo(rulebook.revision());
                revisions.add(diagnosis.rulebook().revision());
                count.incrementAndGet();
              }
              return revisions;
            });
      }
      var running = work.stream().map(threads::submit).toList();
      for (int i = 1; i <= RELOADS; i++) {
        assertThat(service.apply(put("alice", i % 2 == 0 ? "one" : "two", "word " + i)).status())
            .isEqualTo(Status.ACTIVATED);
      }
      done.set(true);
      var seen = new HashSet<String>();
      for (var future : running) {
        seen.addAll(future.get());
      }

      assertThat(count).hasValueGreaterThanOrEqualTo(LEAST_DIAGNOSES);
      assertThat(seen).as("they ran while the rules changed").hasSizeGreaterThan(2);
      assertThat(service.history(100).stream().map(Revision::id).toList()).containsAll(seen);
    }
  }

  private static DiagnosisPolicy policy() {
    var shipped = DiagnosisPolicy.defaults();
    return new DiagnosisPolicy(
        Thresholds.defaults(),
        shipped.reportingConfidence(),
        new BudgetLimits(Duration.ofMinutes(2), Duration.ofMinutes(2), 1_000_000, 1L << 32),
        shipped.escalation(),
        List.of());
  }

  private static Snapshot snapshot() throws Exception {
    try (var in = Files.newInputStream(Path.of("config/example-snapshot.yaml"))) {
      return new SnapshotReader(Clock.systemUTC()).read(in, SnapshotReader.Format.YAML);
    }
  }
}
