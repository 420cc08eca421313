package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.fivewhys.demo.Fault;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three in the morning: something is wrong; why; what now. */
@BrowserTest
abstract class MainFlowTest {
  private static final Pattern CAUSE =
      Pattern.compile("[Dd]eployment issue of Deployment shop.orders");
  private static final int MOST_TABS = 250;

  @AfterEach
  void allIsWellAgain(ShopConsole console) throws Exception {
    console.heal();
  }

  /** As somebody does who has no mouse. */
  private static void presses(Visit visit, Locator what) {
    Page page = visit.page();
    assertThat(what).isVisible();
    for (int i = 0; i < MOST_TABS; i++) {
      boolean there =
          (boolean) what.evaluate("it => it === document.activeElement && it.isConnected");
      if (there) {
        page.keyboard().press("Enter");
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("the keyboard does not come to " + what);
  }

  @Test
  void withTheKeyboardAloneABadRolloutIsUnderstoodUndoneAndSeenToRecover(
      Visitor visitor, ShopConsole console) throws Exception {
    var visit = visitor.opens("");
    Page page = visit.page();
    assertThat(page.getByText(Pattern.compile("is healthy"))).isVisible();

    var incident = console.incident(Fault.BAD_ROLLOUT, "deployment_issue");
    console.until("/api/v1/actions?state=waiting", it -> !it.path("actions").isEmpty());
    var answer = page.locator(".verdict");
    assertThat(answer).containsText(CAUSE);
    visit.isAccessible();

    presses(
        visit, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(CAUSE)).first());
    assertThat(page).hasURL(Pattern.compile(".*/incidents/" + incident.path("id").asText()));
    assertThat(visit.heading()).containsText("api-gateway");
    assertThat(visit.region("Why")).containsText("Deployment issue of Deployment shop/orders");

    aPhoneShowsItAtTheTop(visitor, incident.path("id").asText());
    presses(visit, visit.button("Sign in").first());
    assertThat(visit.dialog().getByLabel("Token")).isFocused();
    page.keyboard().type(ShopConsole.PEOPLE.get("ann"));
    page.keyboard().press("Enter");
    assertThat(page.getByTitle("Signed in as ann").first()).isAttached();

    presses(
        visit,
        visit
            .region("What now")
            .getByRole(
                AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName(Pattern.compile("^Approve"))));
    assertThat(visit.dialog()).containsText("shop/orders:1.8.0");
    assertThat(visit.dialog()).containsText("shop/orders:1.7.2");
    visit.isAccessible();
    presses(visit, visit.inDialog("Approve this plan"));
    assertThat(visit.dialog()).isHidden();
    assertThat(
            visit
                .region("What now")
                .getByRole(
                    AriaRole.BUTTON,
                    new Locator.GetByRoleOptions().setName(Pattern.compile("^Approve"))))
        .hasCount(0);
    assertThat(page.locator("body")).not().isFocused();

    // A rollout takes what it takes; the page has to tell of it as soon as it is over.
    var done =
        console
            .until(
                "/api/v1/actions?incident=" + incident.path("id").asText(),
                it -> it.at("/actions/0/state").asText().equals("done"))
            .at("/actions/0");
    assertThat(done.at("/approved/by").asText()).isEqualTo("person:ann");
    assertThat(done.path("effect").asText()).isEqualTo("recovered");
    assertThat(visit.region("Before and after")).containsText(Pattern.compile("[Rr]ecovered"));
    assertThat(visit.region("How it stands").or(page.getByLabel("How it stands")))
        .containsText("Resolved");
    assertThat(visit.region("Timeline")).containsText(Pattern.compile("[Rr]ecovered"));
    visit.isAccessible();

    Locator approved =
        visit
            .region("Timeline")
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText("by ann"))
            .filter(new Locator.FilterOptions().setHasText(": approved"));
    approved
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Action").setExact(true))
        .click();
    assertThat(page).hasURL(Pattern.compile(".*actions/" + done.path("id").asText() + "$"));
    visit.settled();
    visit.isAccessible();
    visit
        .region("History")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("ann").setExact(true))
        .first()
        .click();
    assertThat(page.getByLabel("By", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("person:ann");
    assertThat(visit.region("Actions, newest first")).containsText("approved by ann");
    visit.isAccessible();
  }

  /** Somebody who was woken sees the same on a phone, in the dark. */
  private static void aPhoneShowsItAtTheTop(Visitor visitor, String incident) {
    var visit = visitor.opens("", Visitor.PHONE, ColorScheme.DARK);
    assertThat(visit.page().getByText(CAUSE).first()).isInViewport();
    visit.isAccessible();
    visit.goTo("incidents/" + incident).settled();
    assertThat(visit.region("Why").getByRole(AriaRole.HEADING)).isInViewport();
    assertThat(
            visit
                .page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Why as a list")))
        .isVisible();
    visit.isAccessible();
  }
}
