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
  private static final Sessions.Pass FORGED = new Sessions.Pass.Forged();

  private final MemoryPeople people = new MemoryPeople(Map.of("fw_token-of-ann-0123", "ann"));
  private final SteppedClock clock = new SteppedClock(NOON);
  private final KnownToken admin = KnownToken.of(new Secret("fw_token-of-the-admin-0123"));
  private final Sessions sessions = new Sessions(admin, people, clock, Duration.ofHours(12));

  @Test
  void aPassNamesItsPersonUntilItEnds() {
    String pass = sessions.issue(ANN);

    var session = sessions.open(pass).valid().orElseThrow();
    assertThat(session.person()).isEqualTo(ANN);
    assertThat(session.subject()).isEqualTo("person:ann");
    assertThat(session.issuedAt()).isEqualTo(NOON);
    assertThat(session.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(12)));
    clock.pass(Duration.ofHours(12).minusSeconds(1));
    assertThat(sessions.open(pass).valid()).isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(sessions.open(pass)).isEqualTo(new Sessions.Pass.Expired(session));
  }

  @Test
  void eachIsAnotherOne() {
    assertThat(idOf(sessions.issue(ANN))).isNotEqualTo(idOf(sessions.issue(ANN)));
  }

  private String idOf(String pass) {
    return sessions.open(pass).valid().orElseThrow().id();
  }

  @Test
  void thatOfTheAdminTokenNamesNobody() {
    assertThat(sessions.open(sessions.issue(Optional.empty())).valid())
        .map(Sessions.Session::subject)
        .contains("admin");
  }

  @Test
  void anotherReplicaWithTheSameTokensKnowsIt() {
    var other = new Sessions(admin, people, clock, Duration.ofHours(1));

    assertThat(other.open(sessions.issue(ANN)).valid()).isPresent();
  }

  @Test
  void itIsVoidOnceThePersonHasAnotherTokenOrNone() {
    String pass = sessions.issue(ANN);

    people.changes("ann", Optional.of("fw_new-token-of-ann-0123"));
    assertThat(sessions.open(pass)).isEqualTo(FORGED);
    people.changes("ann", Optional.empty());
    assertThat(sessions.open(pass)).isEqualTo(FORGED);
    assertThatThrownBy(() -> sessions.issue(ANN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noPartOfItCanBeChanged() {
    String pass = sessions.issue(ANN);
    String bob = Base64.getUrlEncoder().encodeToString("bob".getBytes(StandardCharsets.UTF_8));

    // Version, person, begin, end, id and seal.
    assertThat(sessions.open(with(pass, 0, "1"))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 1, ""))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 1, bob))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 2, "1"))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 3, "99999999999"))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 4, "AAAA"))).isEqualTo(FORGED);
    assertThat(sessions.open(with(pass, 5, ""))).isEqualTo(FORGED);
  }

  @Test
  void oneWhoseTimeIsOverIsForgedAllTheSameWhenItWasChanged() {
    String pass = sessions.issue(ANN);
    clock.pass(Duration.ofHours(13));

    assertThat(sessions.open(pass)).isInstanceOf(Sessions.Pass.Expired.class);
    assertThat(sessions.open(with(pass, 4, "AAAA"))).isEqualTo(FORGED);
  }

  private static String with(String pass, int part, String other) {
    String[] parts = pass.split("\\.");
    parts[part] = other;
    return String.join(".", parts);
  }

  @Test
  void whatIsNoPassIsNone() {
    for (String text :
        new String[] {"", ".", ".....", "2.a.b.c.d.e", "2.é.1.1.e.e", "x".repeat(10_000)}) {
      assertThat(sessions.open(text)).as(text).isEqualTo(FORGED);
    }
    assertThat(sessions.open("2..1.99999999999999999999.AAAA.AAAA")).isEqualTo(FORGED);
    assertThat(sessions.open("2.." + Long.MAX_VALUE + ".1.AAAA.AAAA")).isEqualTo(FORGED);
    assertThat(sessions.open("2..1." + Long.MAX_VALUE + ".AAAA.AAAA")).isEqualTo(FORGED);
  }

  @Test
  void itDoesNotHoldTheToken() {
    assertThat(sessions.issue(ANN)).doesNotContain("fw_").doesNotContain("token");
  }
}
