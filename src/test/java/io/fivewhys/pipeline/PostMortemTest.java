package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Severity;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.Turnout;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PostMortemTest {
  private static final Instant BEGAN = Instant.parse("2026-11-22T10:11:30Z");
  private static final Instant OPENED = Instant.parse("2026-11-22T10:15:00Z");
  private static final CauseKey KEY =
      new CauseKey(Category.DEPLOYMENT_ISSUE, Subject.of("Deployment", "shop", "orders"));
  private static final String NASTY = "<img src=x> | [a](http://evil) **b** @all\n# c";

  private static Instant after(int minutes) {
    return OPENED.plusSeconds(60L * minutes);
  }

  /** Of which nothing but its beginning is known. */
  private static Incident young() {
    return incident(
        IncidentState.OPEN, Optional.empty(), Optional.empty(), Optional.empty(), BEGAN);
  }

  private static Incident over() {
    return incident(
        IncidentState.RESOLVED,
        Optional.of(new Mark(after(2), "admin (Ada)", "")),
        Optional.of(new Mark(after(5), "admin", "rolling back")),
        Optional.of(new Mark(after(20), "fivewhys", "nothing was seen of it for 5 minutes")),
        BEGAN);
  }

  private static Incident incident(
      IncidentState state,
      Optional<Mark> acknowledged,
      Optional<Mark> mitigated,
      Optional<Mark> resolved,
      Instant began) {
    return new Incident(
        "0193-a",
        "edge",
        "shop",
        false,
        state,
        Severity.MAJOR,
        Optional.of(new NamedCause(KEY, "bad_release", 0.98, "Revision 42 throws.")),
        Optional.empty(),
        "In one sentence.",
        new TreeSet<>(List.of("/orders", "/cart")),
        began,
        OPENED,
        after(15),
        Optional.empty(),
        0,
        acknowledged,
        Optional.empty(),
        mitigated,
        1,
        new TreeSet<>(),
        Optional.empty(),
        resolved,
        Optional.empty(),
        "d1",
        "d2",
        7);
  }

  private static TimelineEntry entry(int version, Instant at, Kind kind, String to, String text) {
    return new TimelineEntry(
        "0193-a",
        version,
        at,
        "admin",
        kind,
        Optional.empty(),
        Optional.of(to).filter(it -> !it.isEmpty()),
        text,
        Optional.empty());
  }

  private static IncidentStory story(Incident incident, TimelineEntry... timeline) {
    return story(incident, Optional.of(SampleDiagnoses.badRelease("edge")), timeline);
  }

  private static IncidentStory story(
      Incident incident, Optional<Diagnosis> diagnosis, TimelineEntry... timeline) {
    return new IncidentStory(
        incident,
        List.of(timeline),
        diagnosis,
        Optional.of(SampleDiagnoses.OBSERVED_AT),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        after(60));
  }

  private static IncidentStory with(
      IncidentStory it, List<Incident> earlier, List<Fixes.Fix> fixes, List<QueuedMessage> told) {
    return new IncidentStory(
        it.incident(),
        it.timeline(),
        it.diagnosis(),
        it.firstObserved(),
        earlier,
        fixes,
        told,
        it.actions(),
        it.toldAt());
  }

  private static IncidentStory with(IncidentStory it, List<Intervention> actions) {
    return new IncidentStory(
        it.incident(),
        it.timeline(),
        it.diagnosis(),
        it.firstObserved(),
        it.earlier(),
        it.fixes(),
        it.messages(),
        actions,
        it.toldAt());
  }

  private static Intervention judged(String id, List<Refusal> refusals) {
    Intervention planned =
        SampleInterventions.planned(id, "0193-a", "edge", "fivewhys", after(1)).after();
    return SampleInterventions.judged(
            planned, SampleInterventions.plan(), false, refusals, after(1))
        .after();
  }

  private static Intervention done() {
    Intervention waiting = judged("i1", List.of());
    String hash = waiting.plan().orElseThrow().hash();
    var approved =
        (Turnout.Moved)
            Approvals.approve(
                waiting, hash, "person:ann", "looks right", Timing.defaults(), after(2));
    return SampleInterventions.done(approved.move().after(), after(3)).getLast().after();
  }

  @Test
  void tellsWhatWasDoneByWhoseLeaveWithWhatEffectAndWhatWasRefused() {
    Intervention refused = judged("i2", List.of(SampleInterventions.LAST_READY));

    String report = PostMortem.of(with(story(over()), List.of(done(), refused)));

    assertThat(report)
        .contains(
            "- 2026-11-22 10:18:00 undo\\_rollout of Deployment/orders: done; recovered: 5xx 62.0 %"
                + " → 0.4 % of 5800 responses")
        .contains("wanted by fivewhys, approved by person:ann (looks right)")
        .contains("not done; refused: last-ready: no ready pod would be left (limit 1 ready")
        .doesNotContain("None was recorded.");
  }

  @Test
  void whatWasFirstDoneIsWhenMitigationBegan() {
    var mark = new Mark(after(4), "fivewhys", "acting");
    Incident incident =
        incident(
            IncidentState.MITIGATING, Optional.empty(), Optional.of(mark), Optional.empty(), BEGAN);

    assertThat(PostMortem.of(with(story(incident), List.of(done()))))
        .contains("| Mitigation begun | 2026-11-22 10:18:00 | 6 minutes | 3 minutes |");
    // What was begun and not done mitigates nothing.
    assertThat(PostMortem.of(story(incident))).contains("| Mitigation begun | unknown |");
  }

  @Test
  void tellsHowLongEachStepTook() {
    String report =
        PostMortem.of(
            story(
                over(),
                entry(1, OPENED, Kind.OPENED, "", "5xx"),
                entry(2, after(1), Kind.CAUSE_CHANGED, "deployment issue", "Revision 42")));

    assertThat(report)
        .startsWith("# Post-mortem: edge: deployment issue of Deployment/orders\n")
        .contains("| First error | 2026-11-22 10:11:30 | – | – |")
        .contains("| Noticed | 2026-11-22 10:15:00 | 3 minutes | – |")
        .contains("| Cause named | 2026-11-22 10:16:00 | 4 minutes | 60 seconds |")
        .contains("| Acknowledged | 2026-11-22 10:17:00 | 5 minutes | 2 minutes |")
        .contains("| Mitigation begun | 2026-11-22 10:20:00 | 8 minutes | 5 minutes |")
        .contains("| Resolved | 2026-11-22 10:35:00 | 23 minutes | 20 minutes |")
        .contains("- Duration: 23 minutes");
  }

  @Test
  void whatIsUnknownIsNeverNothing() {
    Incident sudden =
        incident(
            IncidentState.OPEN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SampleDiagnoses.OBSERVED_AT);
    String report = PostMortem.of(story(sudden, entry(1, OPENED, Kind.OPENED, "", "5xx")));

    assertThat(report)
        .contains("| First error | unknown | – | – |")
        .contains("| Noticed | 2026-11-22 10:15:00 | unknown | – |")
        .contains("| Cause named | unknown | unknown | unknown |")
        .contains("| Acknowledged | unknown | unknown | unknown |")
        .contains("- Duration: it goes on")
        .contains("When did the first error come?")
        .doesNotContain("0 seconds");
  }

  @Test
  void saysWhyWhatSpeaksForItAndWhatWasRuledOut() {
    String report = PostMortem.of(story(over()));

    assertThat(report)
        .contains("1. 61.5 % are 5xx\n2. because revision 42 throws\n")
        .contains("99 % sure")
        .contains("- +21.0 dB: 3,702 code errors (Exceptions begin with a rollout)")
        .contains("**Ruled out**")
        .contains("- dependency failure, Dependency/orders-db: Its probe answers.")
        .contains("- Routes: /cart, /orders")
        .contains("- 3,690 of 6,000 answers are 5xx")
        .contains("- Could not be asked: logs: no answer")
        .contains("- Needed to know more: logs of orders");
  }

  @Test
  void listsWhatWasDoneWhoWasToldAndWhatIsToBeDone() {
    var done =
        new Fixes.Fix(
            1,
            "edge",
            "deployment_issue",
            "Deployment",
            "orders",
            "Canary",
            "First to a few pods.",
            "0193-a",
            3,
            BEGAN,
            OPENED,
            Optional.empty(),
            Optional.empty());
    var told =
        new QueuedMessage(
            1,
            "m",
            "slack-shop",
            Optional.of("0193-a"),
            Occasion.ESCALATED,
            "t",
            after(3),
            after(3),
            QueuedMessage.State.PARKED,
            9,
            after(4),
            Optional.of(after(9)),
            Optional.of("no answer"));
    String report =
        PostMortem.of(
            with(
                story(over(), entry(3, after(5), Kind.MITIGATING, "mitigating", "rolling back")),
                List.of(over()),
                List.of(done),
                List.of(told)));

    assertThat(report)
        .contains("- 2026-11-22 10:20:00 admin: rolling back")
        .contains("1 level was called by escalation.")
        .contains("| 2026-11-22 10:18:00 | slack-shop | escalated | parked: no answer |")
        .contains(
            "- [ ] **Canary**: First to a few pods. (recommended at 3 incidents, not done yet)")
        .contains("This is the second time this week.");
  }

  @Test
  void withoutADiagnosisItSaysSo() {
    String report = PostMortem.of(story(young(), Optional.empty()));

    assertThat(report)
        .contains("No diagnosis of it is kept any more.")
        .contains("None was recorded.")
        .contains("No message was sent.")
        .contains("Nothing was recommended.")
        .contains("None within 30 days.");
  }

  @Test
  void nothingThatSomebodyWroteIsMarkup() {
    String report =
        PostMortem.of(
            story(
                incident(
                    IncidentState.OPEN,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Mark(after(9), NASTY, NASTY)),
                    BEGAN),
                entry(4, after(6), Kind.COMMENTED, "", NASTY),
                entry(5, after(7), Kind.MITIGATING, "", NASTY)));

    assertThat(report)
        .doesNotContain("<img")
        .doesNotContain("[a](")
        .doesNotContain("**b**")
        .doesNotContain("@all")
        .doesNotContain("\n# c");
    long columns =
        report
            .lines()
            .filter(it -> it.contains("commented"))
            .findFirst()
            .orElseThrow()
            .replace("\\|", "")
            .chars()
            .filter(it -> it == '|')
            .count();
    assertThat(columns).isEqualTo(5);
  }
}
