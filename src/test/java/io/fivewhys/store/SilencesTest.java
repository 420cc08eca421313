package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.Silence.State;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
class SilencesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-26T12:00:00Z"));
  private Database database;
  private Silences silences;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    silences = new Silences(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Silence add(SilenceScope scope, Duration until, Duration lasts) {
    Instant start = clock.instant().plus(until);
    var draft = new SilenceDraft(scope, start, start.plus(lasts), "drill");
    return database.write(it -> silences.add(it, draft, "admin (Jane)")).orElseThrow();
  }

  private static SilenceScope of(String gateway) {
    return new SilenceScope(gateway, Optional.empty(), Optional.empty());
  }

  private List<Silence> endingSoon(int limit) {
    return database.write(it -> silences.endingSoon(it, Duration.ofMinutes(15), limit));
  }

  @Test
  void whatIsAddedIsReadAsItWas() {
    var scope =
        new SilenceScope("edge", Optional.of(Category.DEPLOYMENT_ISSUE), Optional.of("orders"));

    Silence added = add(scope, Duration.ZERO, HOUR);

    assertThat(silences.get(added.id())).contains(added);
    assertThat(added.scope()).isEqualTo(scope);
    assertThat(added.endsAt()).isEqualTo(clock.instant().plus(HOUR));
    assertThat(added.author()).isEqualTo("admin (Jane)");
    assertThat(added.cancelled()).isEmpty();
    assertThat(silences.get("none")).isEmpty();
  }

  @Test
  void findsThoseThatSilenceAnIncidentNow() {
    var cause = new CauseKey(Category.DEPLOYMENT_ISSUE, Subject.of("Deployment", "a", "orders"));
    Silence all = add(of("*"), Duration.ZERO, HOUR);
    Silence orders =
        add(
            new SilenceScope("edge", Optional.empty(), Optional.of("orders")),
            Duration.ZERO,
            HOUR.multipliedBy(2));
    add(of("other"), Duration.ZERO, HOUR);
    add(of("edge"), HOUR, HOUR);

    assertThat(silences.matching("edge", Optional.of(cause), clock.instant()))
        .containsExactly(all, orders);
    assertThat(silences.matching("edge", Optional.empty(), clock.instant())).containsExactly(all);
    clock.pass(HOUR);
    assertThat(silences.matching("edge", Optional.of(cause), clock.instant()))
        .extracting(it -> it.scope().gateway())
        .containsExactly("edge", "edge")
        .hasSize(2);
    assertThat(silences.active(clock.instant())).hasSize(2);
  }

  @Test
  void cancellingLateOrTwiceChangesNothing() {
    Silence silence = add(of("*"), Duration.ZERO, HOUR);
    clock.pass(Duration.ofMinutes(1));

    var first = silences.cancel(silence.id(), "admin").orElseThrow();
    assertThat(first.changed()).isTrue();
    assertThat(first.silence().cancelled())
        .contains(new Silence.Cancelled(clock.instant(), "admin"));
    assertThat(silences.active(clock.instant())).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    var second = silences.cancel(silence.id(), "other").orElseThrow();
    assertThat(second.changed()).isFalse();
    assertThat(second.silence()).isEqualTo(first.silence());

    Silence ended = add(of("*"), Duration.ZERO, HOUR);
    clock.pass(HOUR);
    var late = silences.cancel(ended.id(), "admin").orElseThrow();
    assertThat(late.changed()).isFalse();
    assertThat(late.silence().cancelled()).isEmpty();
    assertThat(silences.cancel("none", "admin")).isEmpty();
  }

  @Test
  void listsByStateInPagesThatNothingShifts() {
    Silence expired = add(of("a"), Duration.ZERO, Duration.ofMinutes(1));
    clock.pass(Duration.ofMinutes(1));
    Silence active = add(of("b"), Duration.ZERO, HOUR);
    Silence pending = add(of("c"), HOUR, HOUR);
    Silence cancelled = add(of("d"), HOUR, HOUR);
    silences.cancel(cancelled.id(), "admin");

    assertThat(ids(silences.list(Optional.of(State.ACTIVE), 9))).containsExactly(active.id());
    assertThat(ids(silences.list(Optional.of(State.PENDING), 9))).containsExactly(pending.id());
    assertThat(ids(silences.list(Optional.of(State.EXPIRED), 9)))
        .containsExactly(cancelled.id(), expired.id());
    Page<Silence> first = silences.list(Optional.empty(), 2);
    assertThat(ids(first)).containsExactly(cancelled.id(), pending.id());
    add(of("e"), Duration.ZERO, HOUR);
    var cursor =
        Keyset.parse(first.next().orElseThrow().toString(), Silences.listOf(Optional.empty()));
    Page<Silence> second = silences.list(Optional.empty(), cursor, 2);
    assertThat(ids(second)).containsExactly(active.id(), expired.id());
    assertThat(second.next()).isEmpty();
    assertThatThrownBy(
            () -> Keyset.parse(cursor.toString(), Silences.listOf(Optional.of(State.ACTIVE))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> ids(Page<Silence> page) {
    return page.entries().stream().map(Silence::id).toList();
  }

  @Test
  void warnsOnceBeforeTheEnd() throws Exception {
    Silence soon = add(of("a"), Duration.ZERO, HOUR);
    add(of("b"), Duration.ZERO, HOUR.multipliedBy(2));
    silences.cancel(add(of("c"), Duration.ZERO, HOUR).id(), "admin");
    assertThat(endingSoon(9)).isEmpty();
    clock.pass(Duration.ofMinutes(45));

    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      assertThat(silences.endingSoon(handle, Duration.ofMinutes(15), 9)).hasSize(1);
                      throw new IllegalStateException("the message was not kept");
                    }))
        .isInstanceOf(IllegalStateException.class);
    try (var threads = Executors.newFixedThreadPool(4)) {
      var all =
          threads.invokeAll(
              IntStream.range(0, 4)
                  .<Callable<List<Silence>>>mapToObj(_ -> () -> endingSoon(9))
                  .toList());
      int warned = 0;
      for (var each : all) {
        warned += each.get().size();
      }
      assertThat(warned).isOne();
    }
    assertThat(endingSoon(9)).isEmpty();
    assertThat(silences.get(soon.id()).orElseThrow().warnedAt()).contains(clock.instant());
  }

  @Test
  void aShortOneIsNotWarnedOfBeforeItsHalfIsOver() {
    Silence brief = add(of("a"), Duration.ZERO, Duration.ofMinutes(10));
    clock.pass(Duration.ofMinutes(4));
    assertThat(endingSoon(9)).isEmpty();
    clock.pass(Duration.ofMinutes(1));

    assertThat(endingSoon(9)).extracting(Silence::id).containsExactly(brief.id());
  }

  @Test
  void oneThatWasCancelledBeforeItBeganIsNotSaidToBeOver() {
    Silence planned = add(of("a"), HOUR, HOUR);
    Silence active = add(of("a"), Duration.ZERO, HOUR);
    clock.pass(Duration.ofMinutes(1));
    silences.cancel(planned.id(), "admin");
    silences.cancel(active.id(), "admin");

    assertThat(database.<List<Silence>>write(it -> silences.over(it, HOUR, 9)))
        .extracting(Silence::id)
        .containsExactly(active.id());
    assertThat(database.<List<Silence>>write(it -> silences.over(it, HOUR, 9)))
        .as("once")
        .isEmpty();
  }

  @Test
  void thereIsOnlyRoomForSoMany() {
    for (int i = 0; i < Silences.MOST; i++) {
      add(of("g" + i), Duration.ZERO, HOUR);
    }
    var draft = new SilenceDraft(of("*"), clock.instant(), clock.instant().plus(HOUR), "drill");

    assertThat(database.<Optional<Silence>>write(it -> silences.add(it, draft, "admin"))).isEmpty();
    assertThat(silences.active(clock.instant())).hasSize(Silences.MOST);
    clock.pass(HOUR);
    var next = new SilenceDraft(of("*"), clock.instant(), clock.instant().plus(HOUR), "drill");
    assertThat(database.<Optional<Silence>>write(it -> silences.add(it, next, "admin")))
        .isPresent();
    assertThat(silences.forgetOver(clock.instant().plusMillis(1), 600)).isEqualTo(600);
    assertThat(silences.forgetOver(clock.instant().plusMillis(1), 600)).isEqualTo(400);
    assertThat(silences.active(clock.instant())).hasSize(1);
  }
}
