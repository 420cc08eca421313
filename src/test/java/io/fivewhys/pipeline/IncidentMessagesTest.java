package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Occasion;
import io.fivewhys.pipeline.IncidentDesk.Answer;
import io.fivewhys.store.QueuedMessage;
import io.fivewhys.store.QueuedMessage.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of an incident, and how often. */
class IncidentMessagesTest extends IncidentPipelineTest {
  @Test
  void twoLooksOpenAnIncidentOfWhichPeopleAreToldOnce() throws Exception {
    begin();
    see(orders());
    assertThat(incidents()).isEmpty();
    see(orders());
    see(orders());

    Incident incident = only();
    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.OPENED);
    assertThat(told.message().incident().map(Incident::id)).contains(incident.id());
    assertThat(told.message().diagnosis().map(Diagnosis::id))
        .isEqualTo(told.message().incident().map(Incident::lastDiagnosis));
    assertThat(told.message().link().orElseThrow().toString())
        .isEqualTo("https://why.example/fivewhys/api/v1/incidents/" + incident.id());
    await(() -> messages().getFirst().state() == State.DELIVERED);
    assertThat(messages()).hasSize(1);
    assertThat(pager.all).isEmpty();
    assertThat(diagnoses.get(incident.firstDiagnosis())).isPresent();
    assertThat(diagnoses.snapshotOf(incident.firstDiagnosis())).isPresent();
  }

  @Test
  void theNextMessageFindsTheFirst() throws Exception {
    begin();
    opened();
    assertThat(chat.next().reference()).isEmpty();

    pipeline.desk().command(only().id(), new Command.Acknowledge("mine"), "ann");

    FakeChannel.Told second = chat.next();
    assertThat(second.message().occasion()).isEqualTo(Occasion.ACKNOWLEDGED);
    assertThat(second.reference()).contains("thread:" + only().id());
  }

  @Test
  void whatNobodyTakesOnEscalatesOnceAndWhoWasCalledHearsTheEnd() throws Exception {
    escalatesAfter = Duration.ZERO;
    begin();
    opened();

    FakeChannel.Told call = pager.next();
    assertThat(call.message().occasion()).isEqualTo(Occasion.ESCALATED);
    assertThat(only().escalation()).isEqualTo(1);

    Answer done = pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");
    assertThat(done).isInstanceOf(Answer.Done.class);
    assertThat(pager.next().message().occasion()).isEqualTo(Occasion.RESOLVED);
    assertThat(pager.occasions()).containsExactly(Occasion.ESCALATED, Occasion.RESOLVED);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.ESCALATED, Kind.RESOLVED);
  }

  @Test
  void whoWasNotCalledHearsNothingOfTheEnd() throws Exception {
    begin();
    opened();
    pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");
    chat.next();
    chat.next();

    assertThat(pager.all).isEmpty();
    assertThat(messages()).extracting(QueuedMessage::channel).containsOnly("chat");
  }

  @Test
  void aQuietPeriodEndsItAndWhoIsToldHearsSo() throws Exception {
    quiet = Duration.ofSeconds(30);
    begin();
    opened();
    see(healthy());
    see(healthy());

    await(() -> chat.occasions().contains(Occasion.RESOLVED));
    assertThat(only().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(only().resolved().orElseThrow().by()).isEqualTo("fivewhys");
  }

  @Test
  void aFailedDeliveryIsTriedAgainAndARefusedOneIsNot() throws Exception {
    begin();
    chat.answer = _ -> new Delivery.Failed("503", Optional.of(Duration.ofSeconds(1)));
    opened();
    chat.next();
    await(() -> messages().getFirst().reason().equals(Optional.of("503")));
    assertThat(messages().getFirst().nextAttemptAt()).isAfter(database.clock().instant());
    chat.answer = _ -> new Delivery.Refused("no such channel");
    chat.next();
    await(() -> messages().getFirst().state() == State.REFUSED);

    assertThat(messages().getFirst().reason()).contains("no such channel");
    assertThat(messages().getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void aTestMessageGoesToTheChannelThatIsNamed() throws Exception {
    begin();
    QueuedMessage queued = pipeline.notifications().test("chat", "ann").orElseThrow();

    assertThat(chat.next().message().id()).isEqualTo(queued.message());
    assertThat(pipeline.notifications().test("nobody", "ann")).isEmpty();
  }
}
