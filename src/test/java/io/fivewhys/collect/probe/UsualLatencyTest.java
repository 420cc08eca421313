package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsualLatencyTest {
  private final UsualLatency usual = new UsualLatency();

  private void add(int times, double millis) {
    for (int i = 0; i < times; i++) {
      usual.add(millis);
    }
  }

  @Test
  void fourLooksTellNoHabit() {
    add(4, 5);
    assertThat(usual.millis()).isEmpty();
    add(1, 5);
    assertThat(usual.millis()).hasValue(5);
  }

  @Test
  void itIsTheMiddleOfWhatWasSeen() {
    for (double each : new double[] {900, 4, 6, 5, 3, 7}) {
      usual.add(each);
    }
    assertThat(usual.millis()).hasValue(5.5);
  }

  @Test
  void anHourOfSlownessIsNoHabit() {
    add(120, 5);
    add(120, 800);
    assertThat(usual.millis()).hasValue(5);
  }

  @Test
  void aHabitThatHasChangedIsOneAfterSomeHours() {
    add(120, 5);
    add(1_200, 800);
    assertThat(usual.millis()).hasValue(800);
  }

  @Test
  void oneThatBeganInAnIncidentLearnsQuicklyThatThingsAreBetter() {
    add(10, 800);
    add(11, 5);
    assertThat(usual.millis()).hasValue(5);
  }

  @Test
  void growingByLittleIsAHabitAtOnce() {
    add(120, 2);
    add(61, 7);
    assertThat(usual.millis()).as("more than twice as long, and still quick").hasValue(7);
  }

  @Test
  void slownessThatComesAndGoesDoesNotCount() {
    add(120, 5);
    for (int i = 0; i < 300; i++) {
      add(1, 900);
      add(1, 5);
    }
    assertThat(usual.millis()).hasValue(5);
  }
}
