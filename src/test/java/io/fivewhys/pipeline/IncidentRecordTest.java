package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import io.fivewhys.store.DiagnosisDraft;
import io.fivewhys.store.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of diagnoses, commands and fixes. */
class IncidentRecordTest extends IncidentPipelineTest {
  @Test
  void whoMayNotOpenIncidentsOnlyGetsADiagnosis() {
    begin();
    Snapshot snapshot = snapshot();
    DiagnosisDraft draft = diagnoses.draft(snapshot, orders(), Origin.POSTED);

    Diagnosis kept = pipeline.accept(snapshot, draft, true, false, (_, _) -> {});

    assertThat(diagnoses.get(kept.id())).isPresent();
    assertThat(incidents()).isEmpty();
  }

  @Test
  void lateAndDoubledCommandsChangeNothingAndSaySo() {
    begin();
    opened();
    String id = only().id();
    pipeline.desk().command(id, new Command.Resolve("fixed"), "ann");

    Answer late = pipeline.desk().command(id, new Command.Acknowledge(""), "bob");

    assertThat(late).isInstanceOf(Answer.Unchanged.class);
    assertThat(((Answer.Unchanged) late).why()).contains("resolved by ann");
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.RESOLVED);
    assertThat(pipeline.desk().command("none", new Command.Acknowledge(""), "bob"))
        .isEqualTo(new Answer.Unknown("none"));
  }

  @Test
  void ofManyWhoAcknowledgeAtOnceOneDoes() throws Exception {
    begin();
    opened();
    String id = only().id();
    List<Callable<Answer>> all =
        IntStream.range(0, 12)
            .<Callable<Answer>>mapToObj(
                i -> () -> pipeline.desk().command(id, new Command.Acknowledge(""), "p" + i))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long done =
          threads.invokeAll(all).stream()
              .filter(it -> it.resultNow() instanceof Answer.Done)
              .count();
      assertThat(done).isEqualTo(1);
    }
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.ACKNOWLEDGED);
  }

  @Test
  void mergingIsNotedAtBoth() {
    begin();
    opened();
    String first = only().id();
    see(failing("/search", "search"));
    see(failing("/search", "search"));
    String second = incidents().getFirst().id();
    assertThat(second).isNotEqualTo(first);

    pipeline.desk().command(first, new Command.Merge(second, "same thing"), "ann");

    assertThat(pipeline.desk().get(first).orElseThrow().mergedInto()).contains(second);
    TimelineEntry there = pipeline.desk().timeline(second, 0, 100).getLast();
    assertThat(there.kind()).isEqualTo(Kind.LINKED);
    assertThat(there.to()).contains(first);
    assertThat(pipeline.desk().command(second, new Command.Merge(first, ""), "ann"))
        .as("into one that is over")
        .isInstanceOf(Answer.Unfit.class);
  }

  @Test
  void fixesThatWereRecommendedBeforeAreNamedAgainUntilTheyAreDone() {
    quiet = Duration.ofSeconds(30);
    begin();
    opened();
    see(healthy());
    see(healthy());
    opened();

    Incident second = incidents().getFirst();
    var fix = pipeline.desk().fixes(second).getFirst();
    assertThat(fix.recommended()).isEqualTo(2);
    assertThat(fix.title()).isEqualTo("Stop a release that throws");
    assertThat(pipeline.desk().earlier(second)).hasSize(1);

    assertThat(pipeline.desk().fixed(fix.id(), "ann").orElseThrow().fix().doneBy()).contains("ann");
    assertThat(pipeline.desk().fixes(false, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void whatAFailureInterruptsLeavesNothingBehind() {
    begin();
    see(orders());
    database.change(h -> h.execute("alter table notification rename to gone"));
    try {
      see(orders());
      assertThat(true).as("a failure").isFalse();
    } catch (RuntimeException expected) {
      assertThat(incidents()).isEmpty();
    }
    database.change(h -> h.execute("alter table gone rename to notification"));
    assertThat(diagnoses.size()).isEqualTo(1);
    see(orders());
    assertThat(incidents()).hasSize(1);
  }
}
