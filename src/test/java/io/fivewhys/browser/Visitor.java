package io.fivewhys.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** Opens the console as somebody who has not been there yet. */
final class Visitor {
  static final int PHONE = 390;
  static final int DESKTOP = 1280;
  static final int WALL = 1920;

  private final Browser browser;
  private final ShopConsole console;
  private final List<Visit> visits;

  Visitor(Browser browser, ShopConsole console, List<Visit> visits) {
    this.browser = browser;
    this.console = console;
    this.visits = visits;
  }

  /** At a desk, in the light. */
  Visit opens(String path) {
    return opens(path, DESKTOP, ColorScheme.LIGHT);
  }

  /**
   * @param path without the slash at its beginning
   * @param width in pixels
   */
  Visit opens(String path, int width, ColorScheme scheme) {
    return opens(console.url(), path, width, scheme);
  }

  /**
   * @param root where the console is, without a slash at its end
   */
  Visit opens(String root, String path, int width, ColorScheme scheme) {
    var context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == PHONE ? 800 : 900)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("Europe/Berlin")
                .setLocale("en-GB"));
    var visit = new Visit(context, root);
    visits.add(visit);
    visit.goTo(path);
    return visit;
  }
}
