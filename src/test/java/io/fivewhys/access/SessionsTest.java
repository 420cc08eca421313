package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Optional<String> ANN = Optional.of("ann");

  private final MemoryPeople people = new MemoryPeople(Map.of("fw_token-of-ann-0123", "ann"));
  private final SteppedClock clock = new SteppedClock(NOON);
  private final KnownToken admin = KnownToken.of(new Secret("fw_token-of-the-admin-0123"));
  private final Sessions sessions = new Sessions(admin, people, clock, Duration.ofHours(12));

  @Test
  void aPassNamesItsPersonUntilItEnds() {
    String pass = sessions.issue(ANN);

    assertThat(sessions.open(pass))
        .contains(new Sessions.Session(ANN, NOON.plus(Duration.ofHours(12))));
    clock.pass(Duration.ofHours(12).minusSeconds(1));
    assertThat(sessions.open(pass)).isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(sessions.open(pass)).isEmpty();
  }

  @Test
  void thatOfTheAdminTokenNamesNobody() {
    assertThat(sessions.open(sessions.issue(Optional.empty())))
        .map(Sessions.Session::person)
        .contains(Optional.empty());
  }

  @Test
  void anotherReplicaWithTheSameTokensKnowsIt() {
    var other = new Sessions(admin, people, clock, Duration.ofHours(1));

    assertThat(other.open(sessions.issue(ANN))).isPresent();
  }

  @Test
  void itIsVoidOnceThePersonHasAnotherTokenOrNone() {
    String pass = sessions.issue(ANN);

    people.changes("ann", Optional.of("fw_new-token-of-ann-0123"));
    assertThat(sessions.open(pass)).isEmpty();
    people.changes("ann", Optional.empty());
    assertThat(sessions.open(pass)).isEmpty();
    assertThatThrownBy(() -> sessions.issue(ANN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noPartOfItCanBeChanged() {
    String pass = sessions.issue(ANN);
    String[] parts = pass.split("\\.");
    String later = Long.toString(Long.parseLong(parts[1]) + 1);
    String nobody = "";
    String bob = Base64.getUrlEncoder().encodeToString("bob".getBytes(StandardCharsets.UTF_8));

    assertThat(sessions.open(String.join(".", parts[0], later, parts[2], parts[3]))).isEmpty();
    assertThat(sessions.open(String.join(".", nobody, parts[1], parts[2], parts[3]))).isEmpty();
    assertThat(sessions.open(String.join(".", bob, parts[1], parts[2], parts[3]))).isEmpty();
    assertThat(sessions.open(String.join(".", parts[0], parts[1], "AAAA", parts[3]))).isEmpty();
    assertThat(sessions.open(String.join(".", parts[0], parts[1], parts[2], ""))).isEmpty();
  }

  @Test
  void whatIsNoPassIsNone() {
    for (String text : new String[] {"", ".", "...", "a.b.c.d", "é.1.e.e", "x".repeat(10_000)}) {
      assertThat(sessions.open(text)).as(text).isEmpty();
    }
    assertThat(sessions.open(".99999999999999999999.AAAA.AAAA")).isEmpty();
    assertThat(sessions.open("." + Long.MAX_VALUE + ".AAAA.AAAA")).isEmpty();
  }

  @Test
  void itDoesNotHoldTheToken() {
    assertThat(sessions.issue(ANN)).doesNotContain("fw_").doesNotContain("token");
  }
}
