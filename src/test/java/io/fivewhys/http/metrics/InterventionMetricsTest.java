package io.fivewhys.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Severity;
import io.fivewhys.inference.Category;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.Turnout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InterventionMetricsTest {
  private static final Instant OPENED = Instant.parse("2026-11-22T10:15:00Z");
  private static final Instant ACTED = OPENED.plusSeconds(90);

  private final ServiceMetrics metrics = new ServiceMetrics();
  private Optional<Mark> mitigated = Optional.empty();
  private final InterventionMetrics heard =
      metrics.interventions(_ -> Optional.of(incident(mitigated)));

  private static Incident incident(Optional<Mark> mitigated) {
    var key = new CauseKey(Category.DEPLOYMENT_ISSUE, SampleInterventions.ORDERS);
    return new Incident(
        "one",
        "edge",
        "shop",
        false,
        IncidentState.MITIGATING,
        Severity.MAJOR,
        Optional.of(new NamedCause(key, "bad_release", 0.98, "Revision 42 throws.")),
        Optional.empty(),
        "In one sentence.",
        new TreeSet<>(List.of("/orders")),
        OPENED,
        OPENED,
        OPENED,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        mitigated,
        0,
        new TreeSet<>(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "d1",
        "d1",
        3);
  }

  private String told() {
    return new String(metrics.exposition("").body(), StandardCharsets.UTF_8);
  }

  private static Intervention planned() {
    return SampleInterventions.planned("i1", "one", "edge", "fivewhys", OPENED).after();
  }

  private static List<Move> done() {
    Intervention waiting =
        SampleInterventions.judged(planned(), SampleInterventions.plan(), false, List.of(), OPENED)
            .after();
    String hash = waiting.plan().orElseThrow().hash();
    var approved =
        (Turnout.Moved) Approvals.approve(waiting, hash, "admin", "", Timing.defaults(), OPENED);
    return SampleInterventions.done(approved.move().after(), ACTED);
  }

  @Test
  void refusalsAreCountedByGuardOnceForEachThatIsNews() {
    Move refused =
        SampleInterventions.judged(
            planned(),
            SampleInterventions.plan(),
            false,
            List.of(SampleInterventions.LAST_READY),
            OPENED);
    heard.moved(refused);
    heard.moved(
        SampleInterventions.judged(
            refused.after(),
            SampleInterventions.plan(),
            false,
            List.of(SampleInterventions.LAST_READY),
            OPENED));

    assertThat(told()).contains("fivewhys_action_refusals_total{guard=\"last-ready\"} 1.0");
  }

  @Test
  void whatWasDoneIsCountedByItsEffectAndTheFirstByItsTime() {
    mitigated = Optional.of(new Mark(ACTED, "fivewhys", "acting"));

    done().forEach(heard::moved);

    assertThat(told())
        .contains(
            "fivewhys_actions_total{action=\"undo_rollout\",category=\"deployment_issue\","
                + "result=\"recovered\"} 1.0")
        .contains("fivewhys_time_to_mitigate_seconds_count 1")
        .contains("fivewhys_time_to_mitigate_seconds_sum 90.0");
  }

  @Test
  void onlyTheFirstThingThatTheServiceDoesCounts() {
    mitigated = Optional.of(new Mark(OPENED, "fivewhys", "acting"));
    done().forEach(heard::moved);
    mitigated = Optional.of(new Mark(ACTED, "admin (Ada)", "rolling back"));
    done().forEach(heard::moved);

    assertThat(told()).contains("fivewhys_time_to_mitigate_seconds_count 0");
  }
}
