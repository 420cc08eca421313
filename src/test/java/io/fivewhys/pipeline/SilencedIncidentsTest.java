package io.fivewhys.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Command;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.QueuedMessage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a silence keeps from whom, and until when. */
class SilencedIncidentsTest extends IncidentPipelineTest {
  @Test
  void whatIsSilencedIsKeptButNotToldAndNobodyIsCalled() throws Exception {
    escalatesAfter = Duration.ZERO;
    Silence silence = silenced(Duration.ofHours(1));
    begin();
    opened();

    await(
        () ->
            only().escalatesAt().filter(it -> it.isAfter(database.clock().instant())).isPresent());
    assertThat(messages())
        .singleElement()
        .matches(it -> it.state() == State.SILENCED)
        .matches(it -> it.reason().orElseThrow().contains("ann"))
        .matches(it -> it.reason().orElseThrow().contains("maintenance"));
    assertThat(only().escalation()).isZero();
    assertThat(chat.all).isEmpty();

    silences.cancel(silence.id(), "bob");
    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.OPENED);
    assertThat(told.message().text())
        .isEqualTo("The silence by ann (maintenance) is over, and this goes on");
  }

  @Test
  void beforeASilenceEndsThoseWhomItKeepsFromHearingAreWarnedOnce() throws Exception {
    begin();
    opened();
    chat.next();
    silenced(Duration.ofHours(1), Duration.ofMinutes(9));

    FakeChannel.Told told = chat.next();
    assertThat(told.message().occasion()).isEqualTo(Occasion.SILENCE_ENDS);
    assertThat(told.message().text())
        .startsWith("The silence by ann (maintenance) ends in 8 minutes");
    assertThat(chat.occasions()).containsExactly(Occasion.OPENED, Occasion.SILENCE_ENDS);
  }

  @Test
  void whoHeardOfItBeforeTheSilenceAlsoHearsItsEnd() throws Exception {
    begin();
    opened();
    chat.next();
    silenced(Duration.ofHours(1));

    pipeline.desk().command(only().id(), new Command.Resolve("fixed"), "ann");

    assertThat(chat.next().message().occasion()).isEqualTo(Occasion.RESOLVED);
  }

  private Silence silenced(Duration time) {
    return silenced(Duration.ZERO, time);
  }

  private Silence silenced(Duration since, Duration time) {
    Instant now = database.clock().instant();
    var draft =
        new SilenceDraft(
            new SilenceScope("edge", Optional.empty(), Optional.empty()),
            now.minus(since),
            now.plus(time),
            "maintenance");
    return database.write(handle -> silences.add(handle, draft, "ann").orElseThrow());
  }
}
