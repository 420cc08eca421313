package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class IdempotencyKeysTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-26T12:00:00Z"));
  private Database database;
  private IdempotencyKeys keys;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    keys = new IdempotencyKeys(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static StoredAnswer answer(String body) {
    return new StoredAnswer(
        201,
        "application/json",
        Map.of("Location", "/here"),
        Optional.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private Claim claim() {
    return keys.claim("admin", "k", "print");
  }

  private Claim.Mine mine() {
    return (Claim.Mine) claim();
  }

  private static String text(Claim claim) {
    return new String(((Claim.Done) claim).answer().body().orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void theSameRequestGetsTheSameAnswer() {
    Claim.Mine mine = mine();
    assertThat(mine.takenOver()).isFalse();
    assertThat(claim()).isInstanceOf(Claim.InFlight.class);

    assertThat(keys.complete(mine, answer("done é"))).isTrue();

    var done = (Claim.Done) claim();
    assertThat(done.answer().status()).isEqualTo(201);
    assertThat(done.answer().mediaType()).isEqualTo("application/json");
    assertThat(done.answer().headers()).containsExactly(Map.entry("Location", "/here"));
    assertThat(text(done)).isEqualTo("done é");
  }

  @Test
  void anotherRequestOfTheKeyIsTold() {
    Claim.Mine mine = mine();
    assertThat(keys.claim("admin", "k", "other")).isEqualTo(new Claim.Reused());
    keys.complete(mine, answer("a"));
    assertThat(keys.claim("admin", "k", "other")).isEqualTo(new Claim.Reused());
    // Keys of one are none of another's.
    assertThat(keys.claim("intake", "k", "other")).isInstanceOf(Claim.Mine.class);
  }

  @Test
  void whatFailedMayBeDoneAgain() {
    keys.release(mine());
    Claim.Mine again = mine();

    assertThat(again.takenOver()).isFalse();
    assertThat(keys.complete(again, answer("a"))).isTrue();
    keys.release(again);
    assertThat(claim()).isInstanceOf(Claim.Done.class);
  }

  @Test
  void theClaimOfADeadProcessIsTakenOverOnceItIsOver() {
    Claim.Mine dead = mine();
    clock.pass(IdempotencyKeys.CLAIM);
    assertThat(claim()).isInstanceOf(Claim.InFlight.class);
    clock.pass(Duration.ofMillis(1));

    Claim.Mine next = mine();

    assertThat(next.takenOver()).isTrue();
    assertThat(claim()).isInstanceOf(Claim.InFlight.class);
    // The one that was only asleep has nothing to say any more.
    keys.release(dead);
    keys.renew(dead);
    assertThat(keys.complete(dead, answer("late"))).isFalse();
    assertThat(keys.standing(dead, "print")).get().isInstanceOf(Claim.InFlight.class);
    assertThat(keys.complete(next, answer("in time"))).isTrue();
    assertThat(keys.complete(dead, answer("later"))).isFalse();
    assertThat(text(claim())).isEqualTo("in time");
  }

  @Test
  void aRenewedClaimIsNotTakenOver() {
    Claim.Mine mine = mine();
    clock.pass(Duration.ofSeconds(50));
    keys.renew(mine);
    clock.pass(Duration.ofSeconds(50));

    assertThat(claim()).isInstanceOf(Claim.InFlight.class);
    assertThat(keys.complete(mine, answer("a"))).isTrue();
  }

  @Test
  void theWorkAndItsAnswerAreOne() {
    database.change(it -> it.execute("create table work (id integer)"));
    Claim.Mine mine = mine();
    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      handle.execute("insert into work values (1)");
                      keys.complete(handle, mine, answer("never"));
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(claim()).isInstanceOf(Claim.InFlight.class);

    database.change(
        handle -> {
          handle.execute("insert into work values (2)");
          keys.complete(handle, mine, answer("once"));
        });

    assertThat(text(claim())).isEqualTo("once");
    assertThat(keys.complete(mine, answer("again"))).as("it is ours").isTrue();
    assertThat(text(claim())).isEqualTo("once");
    assertThat(workDone()).isOne();
  }

  @Test
  void nothingIsDoneInATransactionWhoseClaimIsLost() {
    database.change(it -> it.execute("create table work (id integer)"));
    Claim.Mine slow = mine();
    clock.pass(IdempotencyKeys.CLAIM.plusMillis(1));
    Claim.Mine other = mine();

    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      handle.execute("insert into work values (1)");
                      keys.complete(handle, slow, answer("twice"));
                    }))
        .isInstanceOf(ClaimLost.class);

    assertThat(workDone()).isZero();
    assertThat(keys.complete(other, answer("once"))).isTrue();
  }

  private long workDone() {
    return database.read(it -> it.createQuery("select count(*) from work").mapTo(Long.class).one());
  }

  @Test
  void ofManyAtTheSameTimeOneDoesIt() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 20; round++) {
        String key = "k" + round;
        var all =
            threads.invokeAll(
                IntStream.range(0, 8)
                    .<Callable<Claim>>mapToObj(_ -> () -> keys.claim("admin", key, "print"))
                    .toList());
        int mine = 0;
        for (var each : all) {
          mine += each.get() instanceof Claim.Mine ? 1 : 0;
        }
        assertThat(mine).isOne();
      }
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsNotKeptAndTheRequestNotDoneAgain() {
    byte[] large = new byte[StoredAnswer.MOST_BYTES + 1];
    keys.complete(
        mine(), new StoredAnswer(200, "text/plain", Map.of("Location", "/a"), Optional.of(large)));

    var done = (Claim.Done) claim();
    assertThat(done.answer().body()).isEmpty();
    assertThat(done.answer().headers()).containsKey("Location");

    var most = new byte[StoredAnswer.MOST_BYTES];
    new Random(1).nextBytes(most);
    var other = (Claim.Mine) keys.claim("admin", "l", "print");
    keys.complete(other, new StoredAnswer(200, "text/plain", Map.of(), Optional.of(most)));
    var kept = (Claim.Done) keys.claim("admin", "l", "print");
    assertThat(kept.answer().body().orElseThrow()).isEqualTo(most);
  }

  @Test
  void ofTooManyOfOneTheOldestAreForgotten() {
    keys = new IdempotencyKeys(database, clock, 5, 3);
    keys.complete((Claim.Mine) keys.claim("admin", "k0", "print"), answer("a"));
    keys.claim("anonymous", "begun", "print");
    for (int i = 0; i < 20; i++) {
      clock.pass(Duration.ofMillis(1));
      keys.complete((Claim.Mine) keys.claim("anonymous", "k" + i, "print"), answer("a"));
    }

    assertThat(count("anonymous")).isBetween(5, 8);
    assertThat(keys.claim("anonymous", "k19", "print")).isInstanceOf(Claim.Done.class);
    assertThat(keys.claim("anonymous", "k0", "print")).isInstanceOf(Claim.Mine.class);
    assertThat(keys.claim("anonymous", "begun", "print"))
        .as("what is under way is not forgotten")
        .isInstanceOf(Claim.InFlight.class);
    assertThat(keys.claim("admin", "k0", "print"))
        .as("what belongs to somebody else")
        .isInstanceOf(Claim.Done.class);
  }

  private int count(String actor) {
    return database.read(
        it ->
            it.createQuery("select count(*) from idempotency where actor = :actor")
                .bind("actor", actor)
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void forgetsAfterADayInSmallBatches() {
    for (int i = 0; i < 3; i++) {
      keys.complete((Claim.Mine) keys.claim("admin", "old" + i, "print"), answer("a"));
    }
    mine();
    clock.pass(IdempotencyKeys.KEPT);
    assertThat(keys.forgetOld(10)).isZero();
    var young = (Claim.Mine) keys.claim("admin", "young", "print");
    clock.pass(Duration.ofMillis(1));

    assertThat(keys.forgetOld(3)).isEqualTo(3);
    assertThat(keys.forgetOld(3)).isOne();
    assertThat(keys.complete(young, answer("a"))).isTrue();
    assertThat(keys.claim("admin", "old1", "other")).isInstanceOf(Claim.Mine.class);
  }
}
