package io.fivewhys.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("the locale of the process is changed")
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "1, 100 %",
    "0.6234, 62 %",
    "0.0996, 10 %",
    "0.0994, 9.9 %",
    "0.01, 1 %",
    "0.0014, 0.1 %",
    "0.0004, 0.04 %",
  })
  void writesShares(double ratio, String words) {
    assertThat(Words.share(ratio)).isEqualTo(words);
  }

  @Test
  void whatMayBeAbsentIsWrittenAsItsValueOrAsUnknown() {
    assertThat(
            Words.of(
                "{}, {}, {}, {}, {}",
                OptionalDouble.of(340),
                OptionalDouble.empty(),
                OptionalLong.of(4_102),
                OptionalInt.of(3),
                Optional.of("orders")))
        .isEqualTo("340, unknown, 4,102, 3, orders");
  }

  @ParameterizedTest
  @CsvSource({"0.21, 0.2 ms", "9.5, 9.5 ms", "850, 850 ms", "1000, 1 s", "4230, 4.2 s"})
  void writesTimes(double millis, String words) {
    assertThat(Words.millis(millis)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, less than a minute",
    "1, 1 minute",
    "-4, 4 minutes",
    "119, 119 minutes",
    "120, 2 hours",
    "2879, 47 hours",
    "2880, 2 days",
  })
  void writesDurationsOfEitherSign(double minutes, String words) {
    assertThat(Words.minutes(minutes)).isEqualTo(words);
  }

  @Test
  void saysSoWhenANumberIsUnknown() {
    assertThat(Words.share(OptionalDouble.empty())).isEqualTo("an unknown share");
    assertThat(Words.millis(OptionalDouble.empty())).isEqualTo("an unknown time");
  }

  @Test
  void countsOneAndMany() {
    assertThat(Words.count(1, "line")).isEqualTo("1 line");
    assertThat(Words.count(0, "line")).isEqualTo("0 lines");
    assertThat(Words.count(4102, "line")).isEqualTo("4,102 lines");
  }

  @Test
  void listsNamesOnceInOrderAndNotTooMany() {
    assertThat(Words.list(List.of())).isEmpty();
    assertThat(Words.list(List.of("b", "a", "b"))).isEqualTo("a and b");
    assertThat(Words.list(List.of("f", "e", "d", "c", "b", "a"))).isEqualTo("a, b, c, d, e and f");
    assertThat(Words.list(List.of("g", "f", "e", "d", "c", "b", "a")))
        .isEqualTo("a, b, c, d, e and 2 more");
  }

  @Test
  void writesAmountsInTheirUnit() {
    assertThat(Words.amount(1_500_000_000, "bytes")).isEqualTo("1.5 GB");
    assertThat(Words.amount(0.25, "cores")).isEqualTo("0.25 cores");
    assertThat(Words.amount(3, "")).isEqualTo("3");
  }

  @Test
  void fillsHolesInTurnAndOnlyOnce() {
    assertThat(Words.of("{} of {} pods", 3L, "{}")).isEqualTo("3 of {} pods");
    assertThat(Words.of("{} and {}", 1.50, null)).isEqualTo("1.5 and ?");
  }

  @Test
  void refusesMoreValuesThanHoles() {
    assertThatThrownBy(() -> Words.of("{}", 1L, 2L)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesTheSameWhateverTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Words.share(0.0123) + Words.number(4102) + Words.of("{}", 1.5))
          .isEqualTo("1.2 %4,1021.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
