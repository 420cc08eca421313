package io.fivewhys.collect.prometheus.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class UsualTest {
  private static OptionalDouble of(double... seen) {
    var usual = new Usual();
    for (double each : seen) {
      usual.add(each);
    }
    return usual.value();
  }

  @Test
  void isTheMedianSoThatOneOddTimeDoesNotMatter() {
    assertThat(of(0.4, 0.001, 0.002)).hasValue(0.002);
    assertThat(of(1, 2, 3)).hasValue(2);
  }

  @Test
  void isTheLowerOfTwoSinceAnIncidentRaisesWhatItTouches() {
    assertThat(of(0.4, 0.001)).hasValue(0.001);
  }

  @Test
  void isUnknownWhereNothingWasSeen() {
    assertThat(of()).isEmpty();
    assertThat(of(0)).hasValue(0);
  }
}
