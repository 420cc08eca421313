package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.as;
import static io.fivewhys.incident.Sightings.callingNow;
import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.posted;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How grave it is, and who is called when. */
class IncidentSeverityTest extends IncidentLifeTest {
  @Test
  void severityOnlyRises() {
    opened();
    see(as(failing(at(60), "d2", "/orders", ORDERS), Severity.CRITICAL));
    see(as(failing(at(90), "d3", "/orders", ORDERS), Severity.MINOR));

    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.SEVERITY_RAISED);
  }

  @Test
  void aGraverIncidentIsUnderThePolicyOfItsSeverityAndEarlierCallsStand() {
    var bySeverity =
        new EscalationPlan(
            List.of(
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(Severity.CRITICAL),
                    List.of(new EscalationPlan.Level(Duration.ofMinutes(5), List.of("pager")))),
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(Severity.MAJOR),
                    List.of(new EscalationPlan.Level(Duration.ofMinutes(1), List.of("chat"))))));
    var graver = new IncidentLife(IncidentPolicy.defaults(), bySeverity);
    Sighting first = posted(failing(at(0), "d0", "/orders", ORDERS));
    Incident major =
        graver.see(List.of(), suspicion, first, "i1", at(0)).steps().getFirst().after();
    Incident called = new Escalation(bySeverity).due(major, at(60)).orElseThrow().after();
    assertThat(called.called()).containsExactly("chat");
    assertThat(called.escalatesAt()).isEmpty();

    Sighting worse = as(failing(at(90), "d1", "/orders", ORDERS), Severity.CRITICAL);
    Incident critical =
        graver.see(List.of(called), suspicion, worse, "x", at(90)).steps().getFirst().after();

    assertThat(critical.escalatesAt()).as("5 minutes after the opening").contains(at(300));
    Step call = new Escalation(bySeverity).due(critical, at(300)).orElseThrow();
    assertThat(call.after().called()).containsExactly("chat", "pager");
    assertThat(call.entries().getLast().text()).endsWith("pager");
  }

  @Test
  void aDiagnosisThatSaysSoCallsAtOnce() {
    see(callingNow(posted(failing(at(0), "d0", "/orders", ORDERS))));
    assertThat(only().escalatesAt()).contains(at(0));
  }

  @Test
  void aLaterDiagnosisThatSaysSoCallsAtOnceUnlessSomebodyHasIt() {
    opened();
    see(callingNow(failing(at(60), "d2", "/orders", ORDERS)));
    assertThat(only().escalatesAt()).contains(at(60));

    command(new Command.Acknowledge(""), at(61));
    see(callingNow(failing(at(90), "d3", "/orders", ORDERS)));
    assertThat(only().escalatesAt()).isEmpty();
  }
}
