package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.inference.Category;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentDiagnosesTest {
  private static final Clock NOON = Clock.fixed(SampleDiagnoses.OBSERVED_AT, ZoneOffset.UTC);
  private static final DiagnosisFilter ALL = DiagnosisFilter.none();

  private final RecentDiagnoses recent = new RecentDiagnoses(1_000, NOON);

  @Test
  void givesEveryDiagnosisAnIdUnderWhichItIsFound() {
    Diagnosis kept = recent.keep(SampleDiagnoses.badRelease("edge"));

    assertThat(UUID.fromString(kept.id()).version()).isEqualTo(7);
    assertThat(recent.get(kept.id())).contains(kept);
    assertThat(recent.get("nothing")).isEmpty();
  }

  @Test
  void keepsTheNewestOnly() {
    var two = new RecentDiagnoses(2, NOON);
    Diagnosis oldest = two.keep(SampleDiagnoses.healthy("a"));
    two.keep(SampleDiagnoses.healthy("b"));
    two.keep(SampleDiagnoses.healthy("c"));

    assertThat(two.get(oldest.id())).isEmpty();
    assertThat(gateways(two.list(ALL, 10))).containsExactly("c", "b");
  }

  @Test
  void countsUpWithinAMillisecondAndWhenTheClockIsSetBack() {
    var ids = new SortableIds(NOON);
    var all = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      all.add(ids.next());
    }

    assertThat(all).isSorted();
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
  }

  @Test
  void pagesAreStableWhileNewOnesArrive() {
    for (int i = 0; i < 5; i++) {
      recent.keep(SampleDiagnoses.healthy("g" + i));
    }

    DiagnosisPage first = recent.list(ALL, 2);
    recent.keep(SampleDiagnoses.healthy("late"));
    DiagnosisPage second = recent.list(again(first), 2);
    DiagnosisPage third = recent.list(again(second), 2);

    assertThat(gateways(first)).containsExactly("g4", "g3");
    assertThat(gateways(second)).containsExactly("g2", "g1");
    assertThat(gateways(third)).containsExactly("g0");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void aFullPageWithNothingBehindItIsTheLast() {
    recent.keep(SampleDiagnoses.healthy("a"));
    recent.keep(SampleDiagnoses.healthy("b"));

    assertThat(recent.list(ALL, 2).next()).isEmpty();
  }

  @Test
  void filtersByEverythingThatTheContractNames() {
    var later = SampleDiagnoses.OBSERVED_AT.plus(Duration.ofHours(1));
    recent.keep(SampleDiagnoses.badRelease("edge"));
    recent.keep(SampleDiagnoses.healthy("inner"));
    recent.keep(
        SampleDiagnoses.diagnosis(
            "late", "default", Diagnosis.Verdict.INCONCLUSIVE, later, List.of()));

    assertThat(listed(filter("inner", null, null, null))).containsExactly("inner");
    assertThat(listed(filter(null, "shop", null, null))).containsExactly("edge");
    assertThat(listed(filter(null, null, Diagnosis.Verdict.HEALTHY, null)))
        .containsExactly("inner");
    assertThat(listed(filter(null, null, null, Category.DEPLOYMENT_ISSUE))).containsExactly("edge");
    assertThat(listed(between(Optional.of(later), Optional.empty()))).containsExactly("late");
    assertThat(listed(between(Optional.empty(), Optional.of(later))))
        .containsExactly("inner", "edge");
  }

  @Test
  void refusesACursorThatIsNoneOrBelongsToAnotherFilter() {
    recent.keep(SampleDiagnoses.healthy("a"));
    recent.keep(SampleDiagnoses.healthy("b"));
    String cursor = recent.list(ALL, 1).next().orElseThrow().toString();

    assertThat(PageCursor.parse(cursor, ALL).toString()).isEqualTo(cursor);
    for (String bad : List.of("", "x", "%%", cursor + "A", cursor.substring(4), "A" + cursor)) {
      assertThatThrownBy(() -> PageCursor.parse(bad, ALL))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PageCursor.parse(cursor, filter("a", null, null, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> listed(DiagnosisFilter filter) {
    return gateways(recent.list(filter, 10));
  }

  private static PageCursor again(DiagnosisPage page) {
    return PageCursor.parse(page.next().orElseThrow().toString(), ALL);
  }

  private static List<String> gateways(DiagnosisPage page) {
    return page.diagnoses().stream().map(Diagnosis::gateway).toList();
  }

  private static DiagnosisFilter filter(
      String gateway, String namespace, Diagnosis.Verdict verdict, Category category) {
    return new DiagnosisFilter(
        Optional.ofNullable(gateway),
        Optional.ofNullable(namespace),
        Optional.ofNullable(verdict),
        Optional.ofNullable(category),
        Optional.empty(),
        Optional.empty());
  }

  private static DiagnosisFilter between(
      Optional<java.time.Instant> since, Optional<java.time.Instant> until) {
    return new DiagnosisFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), since, until);
  }
}
