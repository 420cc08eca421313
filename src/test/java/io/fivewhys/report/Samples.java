package io.fivewhys.report;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.BlindSource;
import io.fivewhys.diagnose.Diagnosis.Cause;
import io.fivewhys.diagnose.Diagnosis.Escalation;
import io.fivewhys.diagnose.Diagnosis.Evidence;
import io.fivewhys.diagnose.Diagnosis.Fix;
import io.fivewhys.diagnose.Diagnosis.Mitigation;
import io.fivewhys.diagnose.Diagnosis.RulebookRef;
import io.fivewhys.diagnose.Diagnosis.RuledOut;
import io.fivewhys.diagnose.Diagnosis.Symptom;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.logs.LogReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Diagnoses made by hand, one of each verdict and one that means harm. */
final class Samples {
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");
  private static final RulebookRef RULEBOOK =
      new RulebookRef("3f9ac2d17b60e54c8899aabbccddeeff00112233445566778899aabbccddeeff");

  private Samples() {}

  static Diagnosis diagnosed() {
    return diagnosis(
        Verdict.DIAGNOSED,
        "49.4 % of /orders/** fail since 10:04 because revision 18 of orders crashes at its start,"
            + " and revision 17 serves.",
        List.of(
            new Symptom("2255 of 4565 answers of /orders/** are 5xx; usual are 0.2 %", List.of(0))),
        List.of(badRelease(), slowDatabase()),
        List.of(
            new RuledOut(
                Category.RESOURCE_EXHAUSTION,
                Optional.of(ORDERS),
                "no pod was killed for memory, and CPU is at 34 %"),
            new RuledOut(
                Category.TRAFFIC_SURGE, Optional.empty(), "4565 requests are as many as usual")),
        List.of(
            new BlindSource("prometheus", Optional.of("catalog"), Optional.of("no answer in 5 s"))),
        List.of(),
        escalation(false, "A cause is known and can be undone."));
  }

  static Diagnosis healthy() {
    return diagnosis(
        Verdict.HEALTHY,
        "No route of api-gateway fails more than usual.",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        escalation(false, ""));
  }

  static Diagnosis inconclusive() {
    return diagnosis(
        Verdict.INCONCLUSIVE,
        "12 % of /search/** fail since 10:04, and nothing given says why.",
        List.of(new Symptom("120 of 1000 answers of /search/** are 5xx", List.of(0))),
        List.of(),
        List.of(),
        List.of(
            new BlindSource("kubernetes", Optional.empty(), Optional.of("403 Forbidden")),
            new BlindSource("logs", Optional.empty(), Optional.empty())),
        List.of("Whether the pods of search are ready", "The log lines of search since 10:04"),
        escalation(true, "Nothing could be concluded."));
  }

  /** Every text that can come from a snapshot tries to steer what shows it. */
  static Diagnosis hostile() {
    String evil =
        "x\u001B[2J\u001B]0;owned\u0007 `rm -rf` [click](http://bad.example)\n"
            + "# head <script> @all\u202E";
    var cause =
        new Cause(
            Category.CONFIGURATION_ERROR,
            "bad\u001B[31m",
            Subject.of("Config\u001BMap", "ns\n", evil),
            0.7,
            evil,
            List.of(evil, evil),
            List.of(new Evidence(evil, evil, 12, List.of(1))),
            List.of(
                new Mitigation(
                    Action.MANUAL,
                    Optional.empty(),
                    Map.of(),
                    evil,
                    "echo 1\u001B[8m; curl bad\r\n```\necho 2",
                    Risk.LOW,
                    evil)),
            List.of(new Fix(evil, evil)),
            List.of(evil),
            -8.3,
            0,
            3.7,
            List.of(evil));
    return diagnosis(
        Verdict.DIAGNOSED,
        evil,
        List.of(new Symptom(evil, List.of())),
        List.of(cause, cause),
        List.of(new RuledOut(Category.TRAFFIC_SURGE, Optional.empty(), evil)),
        List.of(new BlindSource(evil, Optional.of(evil), Optional.of(evil))),
        List.of(evil),
        new Escalation(true, Duration.ofMinutes(20), evil, evil, evil, evil));
  }

  private static Cause badRelease() {
    return new Cause(
        Category.DEPLOYMENT_ISSUE,
        "code_error",
        ORDERS,
        0.98712,
        "Revision 18 of orders fails, revision 17 serves.",
        List.of(
            "49.4 % of /orders/** are 502 and 503 since 10:04",
            "the gateway finds 2 of 4 pods of orders ready and the others refuse connections",
            "2 of 2 pods of revision 18 are in CrashLoopBackOff with exit code 1, both of revision"
                + " 17 are ready",
            "the image went from shop/orders:2.7.3 to 2.8.0 at 10:03, 50 seconds before the"
                + " errors"),
        List.of(
            new Evidence(
                "Pods of the new revision fail while those of the old one serve",
                "2 of 2 pods of revision 18 crash, 2 of 2 of revision 17 are ready",
                18,
                List.of(4, 5, 6, 7)),
            new Evidence(
                "The errors began right after the rollout",
                "50 seconds after it",
                9.25,
                List.of(0, 8)),
            new Evidence(
                "The gateway itself was not rolled out", "so it is not to blame", -0.5, List.of())),
        List.of(
            new Mitigation(
                Action.UNDO_ROLLOUT,
                Optional.of(ORDERS),
                Map.of("toRevision", 17),
                "Go back to revision 17 of orders",
                "kubectl -n shop rollout undo deployment/orders --to-revision=17",
                Risk.LOW,
                "Revision 17 still serves beside it, so it is known to work."),
            new Mitigation(
                Action.MANUAL,
                Optional.empty(),
                Map.of(),
                "Watch it come back",
                "kubectl -n shop rollout status deployment/orders\nkubectl -n shop get pods",
                Risk.LOW,
                "")),
        List.of(
            new Fix(
                "Let readiness stop a bad release",
                "With minReadySeconds 30 and maxUnavailable 0 the rollout would have stopped at the"
                    + " first of 2 pods."),
            new Fix("Handle a missing tax table", "Pricing.java:41 takes null for a table.")),
        List.of("service_mesh.md", "k8s_debugging.md"),
        -7,
        -0.91,
        18.84,
        List.of("upstream service failure of Deployment/orders: crash loop"));
  }

  private static Cause slowDatabase() {
    return new Cause(
        Category.DEPENDENCY_FAILURE,
        "database_slow",
        Subject.of("Dependency", "orders-db"),
        0.5524,
        "orders-db answers in 31 ms instead of 3.",
        List.of("/orders/** fails", "orders-db is slow"),
        List.of(
            new Evidence(
                "A database is slower than usual", "31 ms, usual are 3", 9.4, List.of(10))),
        List.of(),
        List.of(),
        List.of(),
        -8,
        -0.485,
        0.915,
        List.of());
  }

  private static Escalation escalation(boolean now, String because) {
    return new Escalation(
        now,
        Duration.ofMinutes(20),
        "Platform Engineering",
        "#api-incidents",
        "API on-call",
        because);
  }

  private static Diagnosis diagnosis(
      Verdict verdict,
      String summary,
      List<Symptom> symptoms,
      List<Cause> causes,
      List<RuledOut> ruledOut,
      List<BlindSource> blind,
      List<String> needs,
      Escalation escalation) {
    return new Diagnosis(
        "0b6f1d0e",
        "api-gateway",
        "shop",
        Instant.parse("2026-03-02T10:10:00Z"),
        verdict,
        summary,
        symptoms,
        causes,
        ruledOut,
        blind,
        needs,
        escalation,
        RULEBOOK,
        verdict == Verdict.DIAGNOSED
            ? List.of(new LogReading(9, "orders", "plain", 4, 4, 0, List.of()))
            : List.of());
  }
}
