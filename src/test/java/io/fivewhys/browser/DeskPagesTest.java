package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Silences, policy, notifications and the audit log, as somebody uses them at a desk. */
@BrowserTest
abstract class DeskPagesTest {
  @Test
  void aSilenceIsMadeOnceSeenByOthersAndEnded(Visitor visitor, ShopConsole console)
      throws Exception {
    var other = visitor.opens("silences");
    var visit = visitor.opens("silences").signsInAs("ann").mayBeRefused();
    visit.button("New silence").click();
    visit.inDialog("Silence").click();
    assertThat(visit.dialog().getByRole(AriaRole.ALERT).first()).isVisible();

    visit.dialog().getByLabel("Gateway").selectOption("api-gateway");
    visit.dialog().getByLabel("Why").fill("orders is being moved");
    visit.isAccessible();
    visit.inDialog("Silence").dblclick();
    assertThat(visit.dialog()).isHidden();
    assertThat(other.region("Active now")).containsText("orders is being moved");
    assertThat(
            other
                .region("Active now")
                .getByText("ann", new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
    assertThat(console.service().get("/api/v1/silences?state=active").path("silences")).hasSize(1);

    visit
        .page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("End now: .*api-gateway")))
        .click();
    visit.inDialog("End it now").click();
    assertThat(other.region("Over")).containsText("orders is being moved");
    assertThat(other.region("Active now")).containsText("Nothing is silenced");
  }

  @Test
  void whatWasTypedIntoAFormIsStillThereAfterARefresh(Visitor visitor) {
    var visit = visitor.opens("silences").signsInAs("ann");
    visit.button("New silence").click();
    visit.dialog().getByLabel("Why").fill("half a sentence");
    visit.page().reload();
    assertThat(visit.dialog().getByLabel("Why")).hasValue("half a sentence");
    visit.dialog().getByLabel("Why").fill("");
  }

  @Test
  void aPolicyIsCheckedAsItIsWrittenComparedAndPutInForce(Visitor visitor, ShopConsole console)
      throws Exception {
    long before = console.service().get("/api/v1/mitigation/policy").path("version").asLong();
    var visit = visitor.opens("policy").signsInAs("ann").mayBeRefused();
    visit.button("Edit the policy").click();
    Locator text = visit.page().getByLabel("Policy (YAML)");
    String policy = text.inputValue();
    text.fill(policy.replace("target-per-hour: 20", "target-per-hour: many"));
    assertThat(visit.page().getByLabel("Problems of the policy"))
        .containsText("limits.target-per-hour");

    text.fill(policy.replace("target-per-hour: 20", "target-per-hour: 21"));
    assertThat(visit.region("Change it")).containsText("target-per-hour: 21");
    visit.isAccessible();
    visit.region("Change it").getByLabel("Why").fill("One more may do no harm");
    visit.button("Put it in force").click();
    var now =
        console.until("/api/v1/mitigation/policy", it -> it.path("version").asLong() == before + 1);
    assertThat(now.path("text").asText()).contains("target-per-hour: 21");
    assertThat(visit.region("Versions")).containsText("One more may do no harm");
  }

  @Test
  void aFilterThatIsTypedWhileOneLeavesDoesNotBringOneBack(Visitor visitor) {
    // On a slow machine the half of an id is asked for before one leaves.
    var visit = visitor.opens("actions").settled().mayBeRefused();
    visit.page().getByLabel("Incident").first().pressSequentially("01a2");
    visit.menu("Help").click();
    assertThat(visit.heading()).hasText("Help");
    // Longer than the filter waits for the next letter.
    visit.page().waitForTimeout(600);
    assertThat(visit.heading()).hasText("Help");
  }

  @Test
  void textThatIsSelectedOutOverTheEdgeOfADialogClosesNothing(Visitor visitor) {
    var visit = visitor.opens("silences");
    visit.button("New silence").click();
    var why = visit.dialog().getByLabel("Why");
    why.fill("half a sentence");
    var box = why.boundingBox();
    visit.page().mouse().move(box.x + 5, box.y + 5);
    visit.page().mouse().down();
    visit.page().mouse().move(5, 300);
    visit.page().mouse().up();
    assertThat(visit.dialog()).isVisible();
    assertThat(why).hasValue("half a sentence");
    why.fill("");
  }

  @Test
  void aTestMessageIsSentAndSeenToArrive(Visitor visitor) {
    var visit = visitor.opens("notifications").signsInAs("ann");
    visit.button("Send a test message to inbox").click();
    assertThat(visit.region("Messages").getByRole(AriaRole.CELL).getByText("Delivered").first())
        .isVisible();
    visit.isAccessible();
  }

  @Test
  void theAuditLogTellsWhoDidWhat(Visitor visitor, ShopConsole console) throws Exception {
    console.service().post("/api/v1/mitigation/stop", "{\"reason\": \"for the audit log\"}");
    console.service().post("/api/v1/mitigation/resume", "{\"reason\": \"for the audit log\"}");
    var visit = visitor.opens("audit").mayBeRefused().signsInAs("ann");
    assertThat(
            visit
                .page()
                .getByRole(
                    AriaRole.CELL, new Page.GetByRoleOptions().setName(Pattern.compile("admin")))
                .first())
        .isVisible();
    visit.isAccessible();
  }

  @Test
  void theAuditLogIsSearchedAndPagedThroughByTheService(Visitor visitor, ShopConsole console)
      throws Exception {
    var visit = visitor.opens("audit").mayBeRefused();
    for (String command : List.of("stop", "resume")) {
      visit
          .page()
          .request()
          .post(
              console.url() + "/api/v1/mitigation/" + command,
              RequestOptions.create()
                  .setHeader("Authorization", "Bearer " + ShopConsole.PEOPLE.get("bob"))
                  .setHeader("Content-Type", "application/json")
                  .setData("{\"reason\": \"%s for the auditor\"}".formatted(command)));
    }
    visit
        .page()
        .request()
        .post(
            console.url() + "/api/v1/mitigation/stop",
            RequestOptions.create()
                .setHeader("Authorization", "Bearer fw_nobody-has-this-one-0123456789")
                .setHeader("Content-Type", "application/json")
                .setData("{\"reason\": \"let me in\"}"));
    // So many that bob's are on no first page.
    for (int i = 0; i < 30; i++) {
      console.service().post("/api/v1/mitigation/stop", "{\"reason\": \"drill\"}");
      console.service().post("/api/v1/mitigation/resume", "{\"reason\": \"drill\"}");
    }

    visit.signsInAs("ann");
    Locator table = visit.region("Audit log, the youngest first");
    Locator rows = table.locator("tbody tr");
    assertThat(table).containsText("drill");
    assertThat(table).not().containsText("person:bob");
    visit.button("Show more").click();
    assertThat(table).containsText("person:bob");

    table.getByRole(AriaRole.LINK, named("person:bob")).first().click();
    assertThat(visit.page()).hasURL(Pattern.compile(".*audit\\?actor=person%3Abob$"));
    assertThat(visit.page().getByLabel("Who")).hasValue("person:bob");
    assertThat(table).not().containsText("admin");
    visit.page().getByLabel("Contains").fill("STOP FOR THE AUDITOR");
    assertThat(rows).hasCount(1);
    assertThat(visit.page()).hasURL(Pattern.compile(".*text=STOP.*"));
    visit.isAccessible();

    visit.page().getByLabel("Until").fill("2020-01-01T00:00");
    visit.page().getByLabel("Until").press("Tab");
    assertThat(visit.page().getByText("Nothing fits these filters.")).isVisible();
    assertThat(visit.page()).hasURL(Pattern.compile(".*until=20(19|20)-.*Z.*"));
    visit.page().reload();
    assertThat(visit.page().getByLabel("Until")).hasValue("2020-01-01T00:00");
    visit.page().getByRole(AriaRole.LINK, exactly("Show all")).click();
    visit.page().getByLabel("Who").fill("bob");
    assertThat(visit.page()).hasURL(Pattern.compile(".*audit\\?actor=person%3Abob$"));
    visit.page().getByLabel("Operation").fill("Stop mitigation");
    assertThat(table).containsText("stop for the auditor");
    assertThat(table).not().containsText("resume for the auditor");
    visit.page().getByLabel("Operation").fill("");
    visit.page().getByLabel("Who").fill("");
    assertThat(visit.page()).hasURL(Pattern.compile(".*audit$"));
    visit.page().getByLabel("Kind").selectOption("denied");
    assertThat(visit.page()).hasURL(Pattern.compile(".*audit\\?kind=denied$"));
    assertThat(table).not().containsText("drill");
    assertThat(table).containsText("Denied");
    assertThat(table).containsText("Wrong token");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
