package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.access.Sessions.Session;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.store.SessionWatch.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionWatchTest extends StoreTest {
  private static final Duration AT_ONCE = Duration.ofMillis(5);
  private static final Duration NEVER = Duration.ofDays(1);

  private final List<SessionWatch> watches = new ArrayList<>();
  private final AtomicBoolean storeIsUp = new AtomicBoolean(true);
  private final AtomicLong ticks = new AtomicLong(7);

  @AfterEach
  void closeWatches() {
    watches.forEach(SessionWatch::close);
  }

  private SessionWatch replica(Duration between) {
    return replica(between, SessionWatch.MOST);
  }

  private SessionWatch replica(Duration between, int most) {
    var watch =
        new SessionWatch(new SessionEnds(database), storeIsUp::get, between, most, ticks::get);
    watch.start();
    watches.add(watch);
    return watch;
  }

  private Session session(String id, String person) {
    Instant now = database.clock().instant();
    return new Session(id, Optional.of(person), now, now.plus(Duration.ofHours(12)));
  }

  private static void awaitEnd(SessionWatch watch, Session session) {
    while (watch.standing(session) != Standing.ENDED) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoSignsOutIsOutHereAtOnceAndSoonElsewhere() {
    var here = replica(NEVER);
    var elsewhere = replica(AT_ONCE);
    var session = session("one", "ann");
    var other = session("other", "ann");
    assertThat(here.standing(session)).isEqualTo(Standing.GOOD);
    assertThat(elsewhere.standing(session)).isEqualTo(Standing.GOOD);

    here.end(session);

    assertThat(here.standing(session)).isEqualTo(Standing.ENDED);
    awaitEnd(elsewhere, session);
    assertThat(here.standing(other)).isEqualTo(Standing.GOOD);
    assertThat(elsewhere.standing(other)).isEqualTo(Standing.GOOD);
    here.end(session);
  }

  @Test
  void whoSignsOutEverywhereIsOutOfAllThatBeganBeforeAndMayComeInAgain() {
    var here = replica(NEVER);
    var elsewhere = replica(AT_ONCE);
    var laptop = session("laptop", "ann");
    var phone = session("phone", "ann");
    var bob = session("of-bob", "bob");

    here.endAll(phone);

    assertThat(here.standing(laptop)).isEqualTo(Standing.ENDED);
    assertThat(here.standing(phone)).isEqualTo(Standing.ENDED);
    awaitEnd(elsewhere, laptop);
    awaitEnd(elsewhere, phone);
    assertThat(elsewhere.standing(bob)).isEqualTo(Standing.GOOD);
    Instant later = database.clock().instant().plusSeconds(1);
    var again = new Session("again", Optional.of("ann"), later, later.plusSeconds(60));
    assertThat(here.standing(again)).isEqualTo(Standing.GOOD);
    assertThat(elsewhere.standing(again)).isEqualTo(Standing.GOOD);
  }

  @Test
  void aRestartForgetsNoneOfThem() {
    var before = replica(NEVER);
    var sessions = IntStream.range(0, 1_100).mapToObj(it -> session("s" + it, "ann")).toList();
    sessions.forEach(before::end);
    before.close();
    reopen();

    var after = replica(NEVER);

    assertThat(sessions).allMatch(it -> after.standing(it) == Standing.ENDED);
  }

  @Test
  void nothingIsKnownWhileTheStoreIsGoneButWhatIsOverStaysSo() {
    var watch = replica(NEVER);
    var ended = session("ended", "ann");
    watch.end(ended);

    storeIsUp.set(false);

    assertThat(watch.standing(session("one", "ann"))).isEqualTo(Standing.UNKNOWN);
    assertThat(watch.standing(ended)).isEqualTo(Standing.ENDED);
    assertThat(replica(NEVER).standing(ended)).isEqualTo(Standing.UNKNOWN);
  }

  /** The database may be there for others, and slow here. */
  @Test
  void whoHasNotReadForTooLongTrustsNobody() {
    var watch = replica(NEVER);
    var session = session("one", "ann");
    ticks.addAndGet(SessionWatch.LONGEST_UNSEEN.toNanos());
    assertThat(watch.standing(session)).isEqualTo(Standing.GOOD);

    ticks.incrementAndGet();

    assertThat(watch.standing(session)).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void whatCannotBeWrittenHasNotEnded() {
    var watch = replica(NEVER);
    var session = session("one", "ann");
    Database open = database;
    open.close();

    assertThatThrownBy(() -> watch.end(session)).isInstanceOf(DatabaseUnavailable.class);
    assertThat(watch.standing(session)).isEqualTo(Standing.GOOD);
  }

  @Test
  void beyondWhatIsRememberedAllThatSomebodyHadBeforeHasEnded() {
    var watch = replica(NEVER, 2);
    var stays = session("stays", "ann");
    var ofBob = session("of-bob", "bob");
    for (int i = 0; i < 3; i++) {
      watch.end(session("s" + i, "ann"));
    }

    assertThat(watch.standing(stays)).isEqualTo(Standing.ENDED);
    assertThat(watch.standing(ofBob)).isEqualTo(Standing.GOOD);
  }

  @Test
  void theTableIsRidOfThoseThatWouldBeOverAnyway() {
    var ends = new SessionEnds(database);
    Instant now = database.clock().instant();
    for (int i = 0; i < 3; i++) {
      ends.add(
          new SessionEnds.End(
              "old" + i, "person:ann", false, now.minusSeconds(60), now.minusSeconds(1)));
    }
    ends.add(new SessionEnds.End("young", "person:ann", false, now, now.plusSeconds(3_600)));

    assertThat(ends.forgetOld(2)).isEqualTo(2);
    assertThat(ends.forgetOld(2)).isEqualTo(1);
    assertThat(ends.forgetOld(2)).isZero();
    assertThat(ends.after(SessionEnds.Place.after(Instant.EPOCH), 10))
        .extracting(SessionEnds.End::id)
        .containsExactly("young");
  }
}
