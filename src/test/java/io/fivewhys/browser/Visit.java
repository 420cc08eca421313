package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A tab with the console in it, which remembers everything that went wrong in it. */
final class Visit {
  /** As generous as the slowest machine needs; nothing waits longer than it takes. */
  static final double LONGEST_MILLIS = 30_000;

  private static final Path PICTURES = Path.of("target", "browser");

  /** What the browser says of an answer that the page asked for and shows. */
  private static final Pattern REFUSED =
      Pattern.compile("Failed to load resource: .*status of 4\\d\\d .*");

  private static final Pattern CUT_OFF = Pattern.compile("Failed to load resource: net::ERR_.*");

  private final BrowserContext context;
  private final String root;
  private final Page page;
  private final List<String> errors = new ArrayList<>();
  private boolean mayBeRefused;
  private boolean mayBeCutOff;

  Visit(BrowserContext context, String root) {
    this.context = context;
    this.root = root;
    page = context.newPage();
    page.setDefaultTimeout(LONGEST_MILLIS);
    page.setDefaultNavigationTimeout(LONGEST_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            errors.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> errors.add(error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith(root) && !request.url().startsWith("data:")) {
            errors.add("asked elsewhere: " + request.url());
          }
        });
  }

  Page page() {
    return page;
  }

  Visit goTo(String path) {
    page.navigate(root + "/" + path);
    assertThat(heading())
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(LONGEST_MILLIS));
    return this;
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** A button by what a screen reader calls it. */
  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator region(String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A link of the navigation. */
  Locator menu(String name) {
    return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Console"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The open dialog. */
  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** A button of the open dialog. */
  Locator inDialog(String button) {
    return dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  /** With the mouse and the keyboard. */
  Visit signsInAs(String person) {
    button("Sign in").first().click();
    dialog().getByLabel("Token").fill(ShopConsole.PEOPLE.get(person));
    dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in")).click();
    assertThat(page.getByTitle("Signed in as " + person).first()).isAttached();
    return this;
  }

  /** From here on the service refuses something, which the browser also writes into its console. */
  Visit mayBeRefused() {
    mayBeRefused = true;
    return this;
  }

  /** From here on the line may break, of which the browser's console is full then. */
  Visit mayBeCutOff() {
    mayBeCutOff = true;
    return this;
  }

  /** Nothing is being read any more. */
  Visit settled() {
    assertThat(page.locator(".loading")).hasCount(0);
    return this;
  }

  /** Neither assistive technology nor a narrow screen has trouble with what is shown now. */
  Visit isAccessible() {
    var found = new AxeBuilder(page).analyze().getViolations();
    assertThat(
            found.stream()
                .map(
                    it ->
                        it.getId()
                            + " "
                            + it.getHelp()
                            + " "
                            + it.getNodes().stream()
                                .map(node -> String.valueOf(node.getTarget()))
                                .toList())
                .toList())
        .as("axe at " + page.url())
        .isEmpty();
    return fits();
  }

  /** Nothing is wider than the screen. */
  Visit fits() {
    int over =
        ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
    assertThat(over).as("pixels beyond the screen at " + page.url()).isLessThanOrEqualTo(0);
    return this;
  }

  void wasWithoutErrors() {
    assertThat(errors.stream().filter(it -> !isExpected(it)).toList())
        .as("what the browser's console says")
        .isEmpty();
  }

  private boolean isExpected(String error) {
    return mayBeRefused && REFUSED.matcher(error).matches()
        || mayBeCutOff && CUT_OFF.matcher(error).matches();
  }

  void keepPicture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    System.err.println("See " + PICTURES.resolve(name + ".png") + "; the browser said " + errors);
  }

  void close() {
    context.close();
  }
}
