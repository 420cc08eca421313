package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page, whatever it shows. */
@BrowserTest
abstract class EveryPageTest {
  static Stream<String> pages() {
    return PageAddresses.ALWAYS.stream();
  }

  @ParameterizedTest(name = "/{0}")
  @MethodSource("pages")
  void isAccessibleAtADeskInTheLightAndOnAPhoneInTheDarkAndFitsAWall(String path, Visitor visitor) {
    var visit = visitor.opens(path, Visitor.DESKTOP, ColorScheme.LIGHT).settled();
    if (path.equals("audit")) {
      // Nobody reads it without being signed in, of which the browser's console tells as well.
      visit.mayBeRefused();
    }
    assertThat(visit.heading()).hasCount(1);
    assertThat(visit.page().title()).endsWith(" · Fivewhys").doesNotStartWith(" ");
    visit.isAccessible();
    visit.page().setViewportSize(Visitor.WALL, 1000);
    visit.fits();
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    visit.page().setViewportSize(Visitor.PHONE, 800);
    visit.isAccessible();
  }

  @Test
  void onAPhoneTheMenuLeadsToTheOthers(Visitor visitor) {
    var visit = visitor.opens("help", Visitor.PHONE, ColorScheme.DARK);
    assertThat(visit.menu("Silences")).isHidden();
    visit.button("Menu").click();
    visit.isAccessible();
    visit.menu("Silences").click();
    assertThat(visit.heading()).hasText("Silences");
    assertThat(visit.menu("Silences")).isHidden();
    assertThat(visit.heading()).isFocused();
  }

  @Test
  void aPageThatDoesNotExistSaysSo(Visitor visitor) {
    var visit = visitor.opens("rules/nothing/here/at/all");
    assertThat(visit.heading()).hasText("Not found");
  }

  @Test
  void theThemeIsTheReadersChoiceAndStaysIt(Visitor visitor) {
    var visit = visitor.opens("help", Visitor.DESKTOP, ColorScheme.LIGHT);
    visit.button("Dark theme").click();
    visit.page().reload();
    assertThat(visit.button("Light theme")).isVisible();
    assertThat(visit.page().evaluate("getComputedStyle(document.documentElement).colorScheme"))
        .isEqualTo("dark");
  }
}
