package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.Outbox.Claimed;
import io.fivewhys.store.QueuedMessage.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class OutboxTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration CLAIM = Duration.ofSeconds(30);

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final Outbox outbox = new Outbox();
  private Database database;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMessageIsClaimedByOneAtATime() {
    add("slack", "i1", Occasion.OPENED);

    assertThat(claim("slack", NOON)).hasSize(1);
    assertThat(claim("slack", NOON.plusSeconds(29))).isEmpty();
    assertThat(claim("slack", NOON.plusSeconds(30))).as("whoever had it is dead").hasSize(1);
  }

  @Test
  void aClaimThatIsOverChangesNothing() {
    add("slack", "i1", Occasion.OPENED);
    Claimed paused = claim("slack", NOON).getFirst();
    Claimed other = claim("slack", NOON.plusSeconds(40)).getFirst();

    assertThat(end(paused, State.REFUSED)).isFalse();
    assertThat(postpone(paused)).isFalse();
    assertThat(end(other, State.DELIVERED)).isTrue();
    assertThat(end(other, State.REFUSED)).as("twice").isFalse();

    assertThat(all()).extracting(QueuedMessage::state).containsExactly(State.DELIVERED);
  }

  @Test
  void messagesAboutOneIncidentComeOneAfterTheOther() {
    add("slack", "i1", Occasion.OPENED);
    add("slack", "i1", Occasion.ESCALATED);
    add("slack", "i2", Occasion.OPENED);
    add("pager", "i1", Occasion.ESCALATED);

    List<Claimed> first = claim("slack", NOON);
    end(first.getLast(), State.DELIVERED);
    assertThat(first)
        .extracting(it -> it.message().incident().orElseThrow())
        .containsExactly("i1", "i2");
    assertThat(claim("slack", NOON)).isEmpty();
    assertThat(claim("pager", NOON)).as("no other channel waits").hasSize(1);

    postpone(first.getFirst());
    assertThat(claim("slack", NOON)).as("nothing overtakes it").isEmpty();

    Claimed again = claim("slack", NOON.plusSeconds(60)).getFirst();
    assertThat(again.message().occasion()).isEqualTo(Occasion.OPENED);
    end(again, State.DELIVERED);
    assertThat(claim("slack", NOON.plusSeconds(60)))
        .extracting(it -> it.message().occasion())
        .containsExactly(Occasion.ESCALATED);
  }

  @Test
  void aLaterMessageTakesThePlaceOfChangesThatNobodyTriedToTell() {
    add("slack", "i1", Occasion.OPENED);
    add("slack", "i1", Occasion.CHANGED);
    add("slack", "i1", Occasion.CHANGED);
    add("slack", "i1", Occasion.RESOLVED);

    assertThat(all().reversed())
        .extracting(QueuedMessage::state)
        .containsExactly(State.PENDING, State.SUPERSEDED, State.SUPERSEDED, State.PENDING);
  }

  @Test
  void manyWhoClaimAtOnceGetEachMessageOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      add("slack", "i" + i, Occasion.OPENED);
    }
    List<Callable<List<Long>>> replicas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      replicas.add(
          () -> {
            List<Long> got = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
              database
                  .<List<Claimed>>write(h -> outbox.claim(h, "slack", 3, CLAIM, NOON))
                  .forEach(it -> got.add(it.message().id()));
            }
            return got;
          });
    }
    List<Long> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(replicas)) {
        all.addAll(each.get());
      }
    }
    assertThat(all).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void whatIsSilencedIsKeptAndNeverDelivered() {
    database.change(
        h ->
            outbox.add(
                h,
                "slack",
                Optional.of("i1"),
                Occasion.OPENED,
                "down",
                Optional.of("silence 7"),
                NOON));

    assertThat(claim("slack", NOON.plusSeconds(9))).isEmpty();
    assertThat(all().getFirst().state()).isEqualTo(State.SILENCED);
    assertThat(all().getFirst().reason()).contains("silence 7");
  }

  @Test
  void whatIsRolledBackWasNeverWritten() {
    try {
      database.change(
          h -> {
            outbox.add(h, "slack", Optional.of("i1"), Occasion.OPENED, "", Optional.empty(), NOON);
            throw new IllegalStateException();
          });
    } catch (IllegalStateException expected) {
      assertThat(all()).isEmpty();
      return;
    }
    assertThat(true).as("an exception").isFalse();
  }

  @Test
  void aChannelIsPacedOverAllReplicas() {
    Duration second = Duration.ofSeconds(1);
    assertThat(paced(second, NOON)).isTrue();
    assertThat(paced(second, NOON.plusMillis(999))).isFalse();
    assertThat(paced(second, NOON.plusMillis(1000))).isTrue();
  }

  @Test
  void theReferenceOfALaterMessageTakesThePlaceOfTheFirst() {
    database.change(h -> outbox.refer(h, "i1", "slack", "C1:1"));
    database.change(h -> outbox.refer(h, "i1", "slack", "C1:2"));

    assertThat(database.<Optional<String>>read(h -> outbox.reference(h, "i1", "slack")))
        .contains("C1:2");
    assertThat(database.<Optional<String>>read(h -> outbox.reference(h, "i2", "slack"))).isEmpty();
  }

  @Test
  void whatIsParkedCanBeTriedAgain() {
    add("slack", "i1", Occasion.OPENED);
    end(claim("slack", NOON).getFirst(), State.PARKED);
    long id = all().getFirst().id();

    assertThat(database.<List<Outbox.Backlog>>read(outbox::backlog))
        .singleElement()
        .matches(it -> it.state() == State.PARKED && it.count() == 1);
    assertThat(database.<Boolean>write(h -> outbox.retry(h, id, NOON))).isTrue();
    assertThat(database.<Boolean>write(h -> outbox.retry(h, id, NOON))).isFalse();
    assertThat(claim("slack", NOON)).hasSize(1);
  }

  @Test
  void theOldestThatEndedAreForgottenAFewAtATime() {
    for (int i = 0; i < 5; i++) {
      add("slack", "i" + i, Occasion.OPENED);
    }
    claim("slack", NOON).forEach(it -> end(it, State.DELIVERED));
    add("slack", "i9", Occasion.OPENED);

    assertThat(database.<Integer>write(h -> outbox.forget(h, NOON, 10))).isZero();
    assertThat(database.<Integer>write(h -> outbox.forget(h, NOON.plusSeconds(1), 3))).isEqualTo(3);
    assertThat(database.<Integer>write(h -> outbox.forget(h, NOON.plusSeconds(1), 3))).isEqualTo(2);
    assertThat(all()).singleElement().matches(it -> it.state() == State.PENDING);
  }

  private void add(String channel, String incident, Occasion occasion) {
    database.change(
        h ->
            outbox.add(
                h, channel, Optional.of(incident), occasion, "text", Optional.empty(), NOON));
  }

  private List<Claimed> claim(String channel, Instant now) {
    return database.write(h -> outbox.claim(h, channel, 10, CLAIM, now));
  }

  private boolean end(Claimed claimed, State state) {
    return database.write(h -> outbox.end(h, claimed, state, Optional.empty(), NOON));
  }

  private boolean postpone(Claimed claimed) {
    return database.write(h -> outbox.postpone(h, claimed, NOON.plusSeconds(60), "not yet"));
  }

  private boolean paced(Duration spacing, Instant now) {
    return database.write(h -> outbox.paced(h, "slack", spacing, now));
  }

  private List<QueuedMessage> all() {
    return database.read(
        h ->
            outbox.list(
                h, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100));
  }
}
