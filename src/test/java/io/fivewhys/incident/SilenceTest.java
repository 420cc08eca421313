package io.fivewhys.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Optional<CauseKey> BAD_RELEASE =
      Optional.of(
          new CauseKey(Category.DEPLOYMENT_ISSUE, Subject.of("Deployment", "shop", "orders")));

  private static SilenceScope scope(String gateway, Category category, String subject) {
    return new SilenceScope(gateway, Optional.ofNullable(category), Optional.ofNullable(subject));
  }

  @Test
  void allThatIsNamedMustBeSo() {
    assertThat(scope("*", null, null).covers("edge", Optional.empty())).isTrue();
    assertThat(scope("edge", null, null).covers("edge", BAD_RELEASE)).isTrue();
    assertThat(scope("edge", null, null).covers("edge-2", BAD_RELEASE)).isFalse();
    assertThat(scope("*", Category.DEPLOYMENT_ISSUE, null).covers("edge", BAD_RELEASE)).isTrue();
    assertThat(scope("*", Category.TRAFFIC_SURGE, null).covers("edge", BAD_RELEASE)).isFalse();
    assertThat(scope("*", null, "orders").covers("edge", BAD_RELEASE)).isTrue();
    assertThat(scope("*", null, "order").covers("edge", BAD_RELEASE)).isFalse();
  }

  @Test
  void anUnknownCauseIsNotTheOneThatIsNamed() {
    var unknown = Optional.<CauseKey>empty();
    assertThat(scope("*", Category.DEPLOYMENT_ISSUE, null).covers("edge", unknown)).isFalse();
    assertThat(scope("*", null, "orders").covers("edge", unknown)).isFalse();
  }

  @Test
  void isActiveFromItsStartToItsEnd() {
    var silence = silence(Optional.empty());

    assertThat(silence.state(NOW.minusMillis(1))).isEqualTo(Silence.State.PENDING);
    assertThat(silence.state(NOW)).isEqualTo(Silence.State.ACTIVE);
    assertThat(silence.state(LATER.minusMillis(1))).isEqualTo(Silence.State.ACTIVE);
    assertThat(silence.state(LATER)).isEqualTo(Silence.State.EXPIRED);
    assertThat(silence.silences("edge", BAD_RELEASE, NOW)).isTrue();
    assertThat(silence.silences("edge", BAD_RELEASE, LATER)).isFalse();
    assertThat(silence.silences("other", BAD_RELEASE, NOW)).isFalse();
  }

  @Test
  void isOverOnceItIsCancelled() {
    var cancelled = silence(Optional.of(new Silence.Cancelled(NOW.plusSeconds(60), "admin")));

    assertThat(cancelled.state(NOW.plusSeconds(59))).isEqualTo(Silence.State.ACTIVE);
    assertThat(cancelled.state(NOW.plusSeconds(60))).isEqualTo(Silence.State.EXPIRED);
  }

  private static Silence silence(Optional<Silence.Cancelled> cancelled) {
    return new Silence(
        "1",
        scope("edge", null, null),
        NOW,
        LATER,
        "admin",
        "drill",
        NOW,
        cancelled,
        Optional.empty());
  }

  @Test
  void objectsToWhatWouldNeverEndOrIsOverAlready() {
    assertThat(objections(NOW, LATER, "drill")).isEmpty();
    assertThat(objections(NOW.minusSeconds(60), LATER, "drill")).isEmpty();
    assertThat(objections(NOW, NOW, "drill")).containsExactly("endsAt");
    assertThat(objections(NOW.minusSeconds(9), NOW, "drill")).containsExactly("endsAt");
    assertThat(objections(NOW, NOW.plus(SilenceDraft.LONGEST), "drill")).isEmpty();
    assertThat(objections(NOW, NOW.plus(SilenceDraft.LONGEST).plusMillis(1), "drill"))
        .containsExactly("endsAt");
    assertThat(objections(NOW, LATER, " \n")).containsExactly("reason");
    assertThat(objections(NOW, LATER, "a\u0000b")).containsExactly("reason");
    assertThat(objections(NOW, LATER, "a\ud800b")).containsExactly("reason");
    assertThat(objections(NOW, NOW, "x".repeat(1_001))).containsExactly("reason", "endsAt");
  }

  private static List<String> objections(Instant from, Instant until, String reason) {
    return new SilenceDraft(scope("edge", null, null), from, until, reason)
        .objections(NOW).stream().map(Objection::field).toList();
  }

  @Test
  void feedbackNamesTheActualCauseOnlyWhereTheDiagnosisIsWrong() {
    var actual = new Feedback.ActualCause(Category.TRAFFIC_SURGE, Optional.of("orders"));

    assertThat(feedback(Feedback.Verdict.WRONG, actual).objections()).isEmpty();
    assertThat(feedback(Feedback.Verdict.RIGHT, actual).objections())
        .extracting(Objection::field)
        .containsExactly("actualCause");
  }

  private static Feedback feedback(Feedback.Verdict verdict, Feedback.ActualCause actual) {
    return new Feedback("1", verdict, "admin", NOW, Optional.of(actual), Optional.empty());
  }

  @Test
  void onePartlyRightCountsHalf() {
    assertThat(new RulePrecision("a", 2, 1, 1).precision()).isEqualTo(2.5 / 4);
  }
}
