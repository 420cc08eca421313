package io.fivewhys.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.fivewhys.demo.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pictures of every page in both themes and three widths, while a bad rollout waits for somebody to
 * approve that it is undone: {@code mvn -Pscreenshots}, some fifteen minutes. Two of them stand in
 * the README.
 */
final class Screenshots {
  private static final Path ALL = Path.of("target", "screenshots");
  private static final Path README = Path.of("src", "site");

  /** So that a chart shows how it was before, and what became of it. */
  private static final Duration QUIET = Duration.ofMinutes(7);

  private static final Duration TROUBLE = Duration.ofSeconds(90);

  private final Browser browser;
  private final ShopConsole console;

  private Screenshots(Browser browser, ShopConsole console) {
    this.browser = browser;
    this.console = console;
  }

  public static void main(String[] arguments) throws Exception {
    if (Chromium.find().isEmpty()) {
      System.err.println("There is no /usr/bin/chromium: apt-get install chromium");
      System.exit(1);
    }
    try (var console = ShopConsole.start();
        var playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Chromium.ENVIRONMENT));
        var browser = playwright.chromium().launch(Chromium.launchOptions())) {
      console.looksFor(QUIET);
      var incident = console.incident(Fault.BAD_ROLLOUT, "deployment_issue");
      var action =
          console
              .until("/api/v1/actions?state=waiting", it -> !it.path("actions").isEmpty())
              .at("/actions/0");
      console.looksFor(TROUBLE);
      new Screenshots(browser, console)
          .take(incident.path("id").asText(), action.path("id").asText());
    }
    System.out.println("See " + ALL.toAbsolutePath() + " and " + README.toAbsolutePath());
    System.exit(0);
  }

  private void take(String incident, String action) throws Exception {
    Files.createDirectories(ALL);
    Files.createDirectories(README);
    picture("?span=15m", Visitor.DESKTOP, ColorScheme.LIGHT, false, README.resolve("overview.png"));
    picture(
        "incidents/" + incident,
        Visitor.DESKTOP,
        ColorScheme.DARK,
        false,
        README.resolve("incident.png"));
    var pages = new ArrayList<>(PageAddresses.ALWAYS);
    pages.addAll(
        List.of(
            "incidents/" + incident,
            "actions/" + action,
            "rules/files/diagnosis/deployment/revisions.drl"));
    for (String page : pages) {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(Visitor.PHONE, Visitor.DESKTOP, Visitor.WALL)) {
          String name =
              "%s-%s-%d.png".formatted(name(page), scheme.name().toLowerCase(Locale.ROOT), width);
          picture(page, width, scheme, true, ALL.resolve(name));
        }
      }
    }
  }

  private static String name(String page) {
    String[] parts = page.split("/");
    String first = parts[0].isEmpty() ? "overview" : parts[0];
    return parts.length == 1 ? first : first + "-" + (parts[1].length() > 30 ? "one" : parts[1]);
  }

  private void picture(String path, int width, ColorScheme scheme, boolean whole, Path file) {
    var visits = new ArrayList<Visit>();
    var visit = new Visitor(browser, console, visits).opens(path, width, scheme);
    visit.signsInAs("ann").settled();
    visit.page().waitForTimeout(400);
    visit.page().evaluate("document.querySelector('.announced')?.replaceChildren()");
    visit.page().screenshot(new Page.ScreenshotOptions().setFullPage(whole).setPath(file));
    visit.close();
  }
}
