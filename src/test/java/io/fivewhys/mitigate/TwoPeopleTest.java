package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoPeopleTest {
  @ParameterizedTest
  @CsvSource({
    "person:ann, person:ann",
    "admin, admin",
    // Whoever has the shared token may be anybody, whatever they call themselves.
    "admin (Ann), admin (Bob)",
    "admin, person:ann",
    "person:ann, admin",
    // Ann may have an account in Slack.
    "person:ann, slack: ann (U1)",
    "slack: bob (U1), person:ann",
    // A name in Slack changes; the id does not.
    "slack: ann (U1), slack: bob (U1)",
    "slack: a (U2) (U1), slack: b (U1)",
    "intake, person:ann",
  })
  void whoCannotBeToldApartIsOnePerson(String requested, String by) {
    assertThat(TwoPeople.objection(requested, by)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "person:ann, person:bob",
    "slack: ann (U1), slack: ann (U2)",
    "slack: ann (U1), slack: bob (U2)",
  })
  void twoOfTheSameDirectoryAreTwo(String requested, String by) {
    assertThat(TwoPeople.objection(requested, by)).isEmpty();
  }

  @Test
  void whatTheServiceWantsItselfAnybodyMayApprove() {
    assertThat(TwoPeople.objection(Actor.SERVICE, "admin")).isEmpty();
    assertThat(TwoPeople.objection(Actor.SERVICE, "slack: ann (U1)")).isEmpty();
  }
}
