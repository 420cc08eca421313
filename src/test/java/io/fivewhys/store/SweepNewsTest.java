package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepNewsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private final SweepNews news = new SweepNews();

  /** Whether it is, and then it is kept. */
  private boolean isNews(Diagnosis diagnosis) {
    boolean isNews = news.isNews(diagnosis);
    if (isNews) {
      news.kept(diagnosis);
    }
    return isNews;
  }

  private static Diagnosis diagnosis(String gateway, Verdict verdict, Duration after) {
    return SampleDiagnoses.diagnosis(gateway, "shop", verdict, NOON.plus(after), List.of());
  }

  @Test
  void theSameAgainIsNoNewsForAWhile() {
    assertThat(isNews(diagnosis("edge", Verdict.HEALTHY, Duration.ZERO))).isTrue();
    assertThat(isNews(diagnosis("edge", Verdict.HEALTHY, Duration.ofSeconds(30)))).isFalse();
    assertThat(isNews(diagnosis("edge", Verdict.HEALTHY, SweepNews.AGAIN))).isTrue();
    assertThat(isNews(diagnosis("edge", Verdict.HEALTHY, SweepNews.AGAIN.plusSeconds(30))))
        .isFalse();
  }

  @Test
  void anotherVerdictIsNews() {
    isNews(diagnosis("edge", Verdict.HEALTHY, Duration.ZERO));

    assertThat(isNews(diagnosis("edge", Verdict.INCONCLUSIVE, Duration.ofSeconds(30)))).isTrue();
    assertThat(isNews(diagnosis("edge", Verdict.HEALTHY, Duration.ofSeconds(60)))).isTrue();
  }

  @Test
  void otherCausesAreNews() {
    Diagnosis named = SampleDiagnoses.badRelease("edge");
    assertThat(isNews(named)).isTrue();
    assertThat(isNews(named)).isFalse();
    assertThat(
            isNews(
                SampleDiagnoses.diagnosis(
                    "edge", "shop", named.verdict(), named.observedAt(), List.of())))
        .isTrue();
  }

  @Test
  void gatewaysAreToldApart() {
    isNews(diagnosis("edge", Verdict.HEALTHY, Duration.ZERO));

    assertThat(isNews(diagnosis("other", Verdict.HEALTHY, Duration.ZERO))).isTrue();
  }

  @Test
  void whatCouldNotBeKeptStillIsNews() {
    Diagnosis diagnosis = diagnosis("edge", Verdict.HEALTHY, Duration.ZERO);
    news.isNews(diagnosis);

    assertThat(news.isNews(diagnosis)).isTrue();
  }
}
