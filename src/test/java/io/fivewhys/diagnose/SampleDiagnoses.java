package io.fivewhys.diagnose;

import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Diagnoses by hand, for tests of what is done with them. */
public final class SampleDiagnoses {
  public static final Instant OBSERVED_AT = Instant.parse("2026-11-22T10:15:00Z");
  public static final String RULE = "Exceptions begin with a rollout";

  private SampleDiagnoses() {}

  public static Diagnosis healthy(String gateway) {
    return diagnosis(gateway, "default", Diagnosis.Verdict.HEALTHY, OBSERVED_AT, List.of());
  }

  public static Diagnosis badRelease(String gateway) {
    return diagnosis(
        gateway, "shop", Diagnosis.Verdict.DIAGNOSED, OBSERVED_AT, List.of(badReleaseOf("orders")));
  }

  public static Diagnosis diagnosis(
      String gateway,
      String namespace,
      Diagnosis.Verdict verdict,
      Instant observedAt,
      List<Diagnosis.Cause> causes) {
    return new Diagnosis(
        "",
        gateway,
        namespace,
        observedAt,
        verdict,
        "In one sentence.",
        List.of(new Diagnosis.Symptom("3,690 of 6,000 answers are 5xx", List.of(0))),
        causes,
        List.of(
            new Diagnosis.RuledOut(
                Category.DEPENDENCY_FAILURE,
                Optional.of(Subject.of("Dependency", "orders-db")),
                "Its probe answers."),
            new Diagnosis.RuledOut(Category.TRAFFIC_SURGE, Optional.empty(), "As many as usual.")),
        List.of(new Diagnosis.BlindSource("logs", Optional.empty(), Optional.of("no answer"))),
        List.of("logs of orders"),
        new Diagnosis.Escalation(
            false,
            Duration.ofMinutes(20),
            "Platform Engineering",
            "#api-incidents",
            "API on-call",
            "A cause is known."),
        new Diagnosis.RulebookRef("cafe"),
        List.of(new io.fivewhys.logs.LogReading(3, "orders", "plain", 10, 8, 2, List.of("what"))));
  }

  /** The same with these symptoms alone. */
  public static Diagnosis withSymptoms(Diagnosis it, Diagnosis.Symptom... symptoms) {
    return new Diagnosis(
        it.id(),
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        List.of(symptoms),
        it.causes(),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
  }

  public static Diagnosis.Cause badReleaseOf(String workload) {
    var subject = Subject.of("Deployment", "shop", workload);
    return new Diagnosis.Cause(
        Category.DEPLOYMENT_ISSUE,
        "bad_release",
        subject,
        0.987_654_321,
        "Revision 42 throws.",
        List.of("61.5 % are 5xx", "revision 42 throws"),
        List.of(new Diagnosis.Evidence(RULE, "3,702 code errors", 20.96, List.of(1, 3))),
        List.of(
            new Diagnosis.Mitigation(
                Action.UNDO_ROLLOUT,
                Optional.of(subject),
                Map.of("toRevision", 41, "dryRun", false),
                "Roll back",
                "kubectl -n shop rollout undo deployment/" + workload,
                Risk.LOW,
                "Revision 41 served.")),
        List.of(new Diagnosis.Fix("Stop a release that throws", "Roll out to a few pods first.")),
        List.of("service_mesh.md"),
        -2,
        -0.04,
        18.949,
        List.of());
  }
}
