package io.fivewhys.notify;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Severity;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.SampleInterventions;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Messages about one incident, for tests of how they are told. */
public final class ExampleMessages {
  public static final Instant AT = Instant.parse("2026-11-22T10:15:00Z");
  public static final String INCIDENT = "01JD9Z3K8Q4W7R2T6Y1N5B0C3M";

  /** What a log may say to get out of where it is put. */
  public static final String HOSTILE =
      "<!channel> <@U024BE7LH> @here @everyone <https://evil.example|click> & `code` *b*"
          + " <script>alert(1)</script>\r\nBcc: victim@evil.example\u202e\u0007";

  private ExampleMessages() {}

  public static Message of(Occasion occasion) {
    return message("m-" + occasion, occasion, incident(occasion, "orders"), bad());
  }

  /** A try of the channel. */
  public static Message test() {
    return new Message(
        "m-test",
        Occasion.TEST,
        "anna tries the channel.",
        AT,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** Everything that is text comes from somebody who means harm. */
  public static Message hostile(Occasion occasion) {
    return with(occasion, HOSTILE, 3);
  }

  /** Everything is as long as it can be, and there is much of it. */
  public static Message huge(Occasion occasion) {
    return with(occasion, "<&>😀 why ".repeat(2_000), 200);
  }

  /** A change of which the timeline says this. */
  public static Message changed(TimelineEntry.Kind kind) {
    return new Message(
        "m-" + kind,
        Occasion.CHANGED,
        "It is " + kind + ".",
        AT,
        Optional.of(incident(Occasion.OPENED, "orders")),
        Optional.of(bad()),
        List.of(entry(kind, AT)),
        Optional.empty());
  }

  public static Message about(Incident incident, Occasion occasion) {
    return message("m-about", occasion, incident, bad());
  }

  private static Message message(
      String id, Occasion occasion, Incident incident, Diagnosis diagnosis) {
    return new Message(
        id,
        occasion,
        "It is " + occasion + ".",
        AT,
        Optional.of(incident),
        Optional.of(diagnosis),
        List.of(entry(TimelineEntry.Kind.OPENED, AT)),
        Optional.of(
            URI.create("https://fivewhys.example/incidents/" + incident.id() + "?a=1&b=2")));
  }

  private static Message with(Occasion occasion, String text, int many) {
    List<String> texts = Collections.nCopies(many, text);
    Diagnosis.Cause cause = SampleDiagnoses.badReleaseOf("orders");
    var evil =
        new Diagnosis.Cause(
            cause.category(),
            text,
            cause.subject(),
            cause.confidence(),
            text,
            texts,
            texts.stream().map(it -> new Diagnosis.Evidence(it, it, 9, List.of())).toList(),
            Collections.nCopies(
                many,
                new Diagnosis.Mitigation(
                    cause.mitigations().getFirst().action(),
                    Optional.empty(),
                    java.util.Map.of(),
                    text,
                    "kubectl set image x=y@sha256:1 && ```" + text,
                    cause.mitigations().getFirst().risk(),
                    text)),
            texts.stream().map(it -> new Diagnosis.Fix(it, it)).toList(),
            Collections.nCopies(many, "https://runbooks.example/" + "x".repeat(50)),
            0,
            0,
            9,
            List.of());
    Diagnosis diagnosis =
        SampleDiagnoses.diagnosis(
            text, text, Diagnosis.Verdict.DIAGNOSED, AT, Collections.nCopies(many, evil));
    return new Message(
        "m-" + occasion,
        occasion,
        text,
        AT,
        Optional.of(incident(occasion, text)),
        Optional.of(diagnosis),
        IntStream.range(0, many)
            .mapToObj(
                i ->
                    new TimelineEntry(
                        INCIDENT,
                        i + 1,
                        AT,
                        text,
                        TimelineEntry.Kind.COMMENTED,
                        Optional.of(text),
                        Optional.of(text),
                        text,
                        Optional.empty()))
            .toList(),
        IntStream.range(0, many).mapToObj(i -> action(i, text)).toList(),
        Optional.of(URI.create("https://fivewhys.example/incidents/1")));
  }

  /** About which something waits for an approval. */
  public static Message waiting(List<String> changes) {
    return acting(List.of(waiting(SampleInterventions.plan(changes))));
  }

  /** About which this is done. */
  public static Message acting(List<Intervention> actions) {
    return acting(Occasion.OPENED, actions);
  }

  public static Message acting(Occasion occasion, List<Intervention> actions) {
    Message it = of(occasion);
    return new Message(
        it.id(),
        it.occasion(),
        it.text(),
        it.at(),
        it.incident(),
        it.diagnosis(),
        it.timeline(),
        actions,
        it.link());
  }

  public static Intervention waiting(Plan plan) {
    return judged("i1", plan, List.of());
  }

  /** The command that lets it be done. */
  public static String approval(Intervention it) {
    return "fivewhys actions approve %s --plan %s"
        .formatted(it.id(), it.plan().orElseThrow().hash());
  }

  public static Intervention refused() {
    return judged("i2", SampleInterventions.plan(), List.of(SampleInterventions.LAST_READY));
  }

  private static Intervention judged(String id, Plan plan, List<Refusal> refusals) {
    Intervention planned =
        SampleInterventions.planned(id, INCIDENT, "api-gateway", "fivewhys", AT).after();
    return SampleInterventions.judged(planned, plan, false, refusals, AT).after();
  }

  /** One that waits, or that is refused. */
  private static Intervention action(int i, String text) {
    return judged(
        "i" + i,
        SampleInterventions.plan(List.of(text)),
        i % 2 == 0 ? List.of() : List.of(new Refusal("guard", text, text, text)));
  }

  public static TimelineEntry entry(TimelineEntry.Kind kind, Instant at) {
    return new TimelineEntry(
        INCIDENT,
        1,
        at,
        "fivewhys",
        kind,
        Optional.empty(),
        Optional.empty(),
        "It is " + kind + ".",
        Optional.empty());
  }

  private static Diagnosis bad() {
    return SampleDiagnoses.badRelease("api-gateway").withId("d-1");
  }

  /** As it is on that occasion. */
  public static Incident incident(Occasion occasion, String name) {
    boolean taken = occasion == Occasion.ACKNOWLEDGED || occasion == Occasion.RESOLVED;
    IncidentState state =
        switch (occasion) {
          case ACKNOWLEDGED -> IncidentState.ACKNOWLEDGED;
          case RESOLVED -> IncidentState.RESOLVED;
          case OPENED, CHANGED, ESCALATED, SILENCE_ENDS, TEST -> IncidentState.OPEN;
        };
    var key = new CauseKey(Category.DEPLOYMENT_ISSUE, Subject.of("Deployment", "shop", name));
    boolean plain = name.equals("orders");
    return new Incident(
        INCIDENT,
        plain ? "api-gateway" : name,
        plain ? "shop" : name,
        false,
        state,
        Severity.CRITICAL,
        Optional.of(new NamedCause(key, "bad_release", 0.987, "Revision 42 throws.")),
        Optional.empty(),
        plain ? "Revision 42 of orders throws." : name,
        new TreeSet<>(plain ? List.of("/orders/**") : List.of(name, name + "2")),
        AT.minusSeconds(300),
        AT.minusSeconds(60),
        AT,
        Optional.empty(),
        0,
        taken ? Optional.of(new Mark(AT, plain ? "anna" : name, "mine")) : Optional.empty(),
        taken ? Optional.of(plain ? "anna" : name) : Optional.empty(),
        Optional.empty(),
        occasion == Occasion.ESCALATED ? 1 : 0,
        new TreeSet<>(),
        Optional.empty(),
        occasion == Occasion.RESOLVED
            ? Optional.of(new Mark(AT, "anna", "rolled back"))
            : Optional.empty(),
        Optional.empty(),
        "d-1",
        "d-1",
        3);
  }
}
