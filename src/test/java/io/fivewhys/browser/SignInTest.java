package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who one is in the browser. */
@BrowserTest
abstract class SignInTest {
  @Test
  void aWrongTokenIsRefusedWhereItWasTyped(Visitor visitor) {
    var visit = visitor.opens("help").mayBeRefused();
    visit.button("Sign in").first().click();
    visit.dialog().getByLabel("Token").fill("fw_nobody-has-this-one-0123456789");
    visit
        .dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in"))
        .click();

    assertThat(visit.dialog().getByRole(AriaRole.ALERT))
        .containsText("neither the admin token nor that of a person");
    visit.isAccessible();
  }

  @Test
  void noScriptCanReadTheCookieAndTheTokenIsKeptNowhere(Visitor visitor) {
    var visit = visitor.opens("help").signsInAs("ann");

    assertThat(visit.page().evaluate("document.cookie")).isEqualTo("");
    assertThat(
            (String) visit.page().evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
        .doesNotContain("fw_");
    var cookie = visit.page().context().cookies().getFirst();
    assertThat(cookie.name).isEqualTo("fivewhys-session");
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.value).doesNotContain(ShopConsole.PEOPLE.get("ann"));
  }

  @Test
  void oneIsStillSignedInAfterARefreshUntilOneSignsOut(Visitor visitor) {
    var visit = visitor.opens("help").signsInAs("ann");
    visit.page().reload();
    assertThat(visit.page().getByTitle("Signed in as ann").first()).isAttached();

    visit.button("Sign out").click();
    assertThat(visit.button("Sign in").first()).isVisible();
    hasNoCookies(visit);
  }

  @Test
  void aCopyOfTheCookieIsWorthNothingOnceOneHasSignedOut(Visitor visitor) {
    var visit = visitor.opens("help").signsInAs("ann").mayBeRefused();
    var copies = visit.page().context().cookies();
    visit.button("Sign out").click();
    assertThat(visit.button("Sign in").first()).isVisible();

    var thief = visitor.opens("help").mayBeRefused();
    carries(thief, copies);
    stops(thief);
    assertThat(thief.dialog().getByRole(AriaRole.ALERT))
        .containsText("This session was signed out");
    thief.page().reload();
    assertThat(thief.button("Sign in").first()).isVisible();
    hasNoCookies(thief);
  }

  @Test
  void aSessionThatEndedElsewhereIsNoticedWhateverPageIsShown(Visitor visitor) {
    var visit = visitor.opens("policy").signsInAs("ann").settled().mayBeRefused();
    var other = visitor.opens("help");
    carries(other, visit.page().context().cookies());
    other.page().reload();
    other.button("Sign out").click();
    assertThat(other.button("Sign in").first()).isVisible();

    // It is checked as it is written, for which one has to be signed in.
    visit.button("Edit the policy").click();
    assertThat(visit.button("Sign in").first()).isVisible();
    assertThat(visit.page().getByTitle("Signed in as ann")).hasCount(0);
  }

  @Test
  void oneSignsOutEverywhereFromAnyBrowser(Visitor visitor) {
    var laptop = visitor.opens("help").signsInAs("bob").mayBeRefused();
    var phone = visitor.opens("help", Visitor.PHONE, ColorScheme.DARK).signsInAs("bob");
    phone.isAccessible();
    phone.button("Sign out everywhere").click();
    assertThat(phone.page().getByRole(AriaRole.STATUS).getByText("Signed out everywhere"))
        .isVisible();
    assertThat(phone.button("Sign in").first()).isVisible();

    stops(laptop);
    assertThat(laptop.dialog().getByRole(AriaRole.ALERT))
        .containsText("This session was signed out");
    laptop.page().keyboard().press("Escape");
    assertThat(laptop.button("Sign in").first()).isVisible();
  }

  private static void carries(Visit visit, List<Cookie> copies) {
    visit
        .page()
        .context()
        .addCookies(
            copies.stream()
                .map(it -> new Cookie(it.name, it.value).setDomain(it.domain).setPath(it.path))
                .toList());
  }

  private static void hasNoCookies(Visit visit) {
    visit.page().waitForCondition(() -> visit.page().context().cookies().isEmpty());
  }

  private static void stops(Visit visit) {
    visit.button("Stop actions").click();
    visit.dialog().getByLabel("Why").fill("for the test");
    visit.inDialog("Stop all actions").click();
  }

  @Test
  void whosePassIsOverIsToldAtTheButtonAndInTheHeader(Visitor visitor) {
    var visit = visitor.opens("help").signsInAs("ann").mayBeRefused();
    visit.page().context().clearCookies();
    visit.button("Stop actions").click();
    visit.dialog().getByLabel("Why").fill("for the test");
    visit.inDialog("Stop all actions").click();

    assertThat(visit.dialog().getByRole(AriaRole.ALERT)).containsText("You have to sign in");
    visit.page().keyboard().press("Escape");
    assertThat(visit.button("Sign in").first()).isVisible();
  }
}
