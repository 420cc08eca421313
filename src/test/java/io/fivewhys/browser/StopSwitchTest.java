package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The one button that is on every page. */
@BrowserTest
abstract class StopSwitchTest {
  private static final String SWITCH = "/api/v1/mitigation/switch";

  @Test
  void whoeverIsNotSignedInIsToldAtTheButtonAndNothingIsStopped(
      Visitor visitor, ShopConsole console) throws Exception {
    var visit = visitor.opens("help").mayBeRefused();
    visit.button("Stop actions").click();
    visit.dialog().getByLabel("Why").fill("for the test");
    visit.inDialog("Stop all actions").click();

    assertThat(visit.dialog().getByRole(AriaRole.ALERT)).containsText("You have to sign in");
    assertThat(console.service().get(SWITCH).path("stopped").asBoolean()).isFalse();
  }

  @Test
  void itStopsEverythingOnceAReasonIsGivenAndLetsItGoOn(Visitor visitor, ShopConsole console)
      throws Exception {
    var visit = visitor.opens("silences").signsInAs("ann");
    var other = visitor.opens("help");
    visit.button("Stop actions").click();
    visit.inDialog("Stop all actions").click();
    assertThat(visit.dialog().getByRole(AriaRole.ALERT)).containsText("Say why");
    visit.isAccessible();

    visit.dialog().getByLabel("Why").fill("The database is being moved");
    visit.inDialog("Stop all actions").dblclick();
    assertThat(visit.button("Actions stopped")).isVisible();
    assertThat(other.button("Actions stopped")).isVisible();
    var by = console.service().get(SWITCH).path("by");
    assertThat(by.path("by").asText()).isEqualTo("person:ann");
    assertThat(by.path("reason").asText()).isEqualTo("The database is being moved");

    visit.button("Actions stopped").click();
    assertThat(visit.dialog()).containsText("The database is being moved");
    visit.dialog().getByLabel("Why").fill("It is where it belongs");
    visit.inDialog("Let actions go on").click();
    assertThat(other.button("Stop actions")).isVisible();
    assertThat(console.service().get(SWITCH).path("stopped").asBoolean()).isFalse();
  }

  @Test
  void whoeverIsSlowerDoesNotUndoWhatAnotherDid(Visitor visitor, ShopConsole console)
      throws Exception {
    var visit = visitor.opens("help").signsInAs("ann");
    visit.button("Stop actions").click();
    visit.dialog().getByLabel("Why").fill("I want it stopped");
    console.service().post("/api/v1/mitigation/stop", "{\"reason\": \"another was faster\"}");

    assertThat(visit.dialog().getByRole(AriaRole.ALERT)).containsText("another was faster");
    assertThat(visit.inDialog("Let actions go on")).hasCount(0);
    visit.inDialog("Stop all actions").click(new Locator.ClickOptions().setForce(true));
    assertThat(console.service().get(SWITCH).path("stopped").asBoolean()).isTrue();
    console.service().post("/api/v1/mitigation/resume", "{\"reason\": \"the test is over\"}");
  }

  @Test
  void escapeLeavesItAndTheFocusIsWhereItWas(Visitor visitor) {
    var visit = visitor.opens("help");
    visit.button("Stop actions").focus();
    visit.page().keyboard().press("Enter");
    assertThat(visit.dialog()).isVisible();
    visit.page().keyboard().press("Escape");
    assertThat(visit.dialog()).isHidden();
    assertThat(visit.button("Stop actions")).isFocused();
  }
}
