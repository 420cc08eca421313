package io.fivewhys.notify;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Severity;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Messages on which a template is tried: as full as one can be, and as empty. */
final class SampleMessages {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Subject SUBJECT = Subject.of("Deployment", "shop", "orders");

  private SampleMessages() {}

  static List<Message> all() {
    return Stream.of(full(Optional.of(diagnosis())), full(Optional.empty()), empty()).toList();
  }

  private static Message full(Optional<Diagnosis> diagnosis) {
    var entry =
        new TimelineEntry(
            "1",
            1,
            AT,
            "fivewhys",
            TimelineEntry.Kind.OPENED,
            Optional.empty(),
            Optional.of("open"),
            "It began.",
            Optional.of("1"));
    return new Message(
        "1",
        Occasion.RESOLVED,
        "It is over.",
        AT,
        Optional.of(incident()),
        diagnosis,
        Collections.nCopies(Brief.MOST_HAPPENINGS, entry),
        Optional.of(URI.create("https://fivewhys.example/incidents/1")));
  }

  private static Message empty() {
    return new Message(
        "1",
        Occasion.TEST,
        "Somebody tries the channel.",
        AT,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Incident incident() {
    var mark = new Mark(AT, "anna", "seen");
    var key = new CauseKey(Category.DEPLOYMENT_ISSUE, SUBJECT);
    return new Incident(
        "1",
        "api-gateway",
        "shop",
        false,
        IncidentState.RESOLVED,
        Severity.MAJOR,
        Optional.of(new NamedCause(key, "bad_release", 0.9, "Revision 42 throws.")),
        Optional.empty(),
        "Revision 42 throws.",
        new TreeSet<>(List.of("/orders/**")),
        AT,
        AT,
        AT,
        Optional.of(AT),
        0,
        Optional.of(mark),
        Optional.of("anna"),
        Optional.of(mark),
        1,
        new TreeSet<>(List.of("on-call")),
        Optional.empty(),
        Optional.of(mark),
        Optional.empty(),
        "1",
        "1",
        5);
  }

  private static Diagnosis diagnosis() {
    var mitigation =
        new Diagnosis.Mitigation(
            Action.UNDO_ROLLOUT,
            Optional.of(SUBJECT),
            Map.of(),
            "Roll back",
            "kubectl -n shop rollout undo deployment/orders",
            Risk.LOW,
            "Revision 41 served.");
    var cause =
        new Diagnosis.Cause(
            Category.DEPLOYMENT_ISSUE,
            "bad_release",
            SUBJECT,
            0.9,
            "Revision 42 throws.",
            Collections.nCopies(Brief.MOST_WHYS, "Revision 42 throws."),
            Collections.nCopies(
                Brief.MOST_EVIDENCE, new Diagnosis.Evidence("Rule", "It throws.", 10, List.of())),
            List.of(mitigation),
            Collections.nCopies(Brief.MOST_FIXES, new Diagnosis.Fix("Canary", "A few pods first.")),
            Collections.nCopies(Brief.MOST_FIXES, "runbook.md"),
            0,
            0,
            10,
            List.of());
    return new Diagnosis(
        "1",
        "api-gateway",
        "shop",
        AT,
        Diagnosis.Verdict.DIAGNOSED,
        "Revision 42 throws.",
        List.of(),
        List.of(cause),
        List.of(),
        List.of(),
        List.of(),
        new Diagnosis.Escalation(false, Duration.ofMinutes(20), "team", "#chat", "pager", "known"),
        new Diagnosis.RulebookRef("1"),
        List.of());
  }
}
