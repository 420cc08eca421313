package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any snapshot by any rules, and why a rule did not fire. */
@BrowserTest
abstract class PlaygroundTest {
  private static final String UNFIRED = "Let breakers close by themselves";

  private static Locator snapshot(Visit visit) {
    return visit
        .page()
        .getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Snapshot in YAML or JSON"));
  }

  private static Locator rules(Visit visit, String name) {
    return visit
        .page()
        .getByRole(
            AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
  }

  @Test
  void theExampleIsDiagnosedAndARuleThatDidNotFireExplained(Visitor visitor) {
    var visit = visitor.opens("playground").signsInAs("ann").mayBeRefused();
    visit.button("Load the example").click();
    assertThat(snapshot(visit)).containsText("api-gateway");
    visit.button("Diagnose").click();
    var answer = visit.region("Rules and answer");
    assertThat(answer).containsText("Diagnosed");
    assertThat(answer).containsText(Pattern.compile("[Dd]eployment issue .*orders"));
    assertThat(visit.page().getByText(Pattern.compile("\\d\\d ?%")).first()).isVisible();
    visit.isAccessible();

    visit.page().getByLabel("Rule", new Page.GetByLabelOptions().setExact(true)).fill(UNFIRED);
    visit.button("Explain the rule").click();
    var why = visit.region("Why did a rule not fire?");
    assertThat(why).containsText("Not fired");
    var conditions =
        why.getByRole(AriaRole.LIST, new Locator.GetByRoleOptions().setName("Conditions"));
    assertThat(conditions).containsText("CIRCUIT_BREAKER_ACTIVATION");
    visit.isAccessible();
  }

  @Test
  void aSnapshotThatCannotBeReadSaysWhereAndOutlivesARefresh(Visitor visitor) {
    var visit = visitor.opens("playground").signsInAs("ann").mayBeRefused();
    snapshot(visit).click();
    visit
        .page()
        .keyboard()
        .insertText(
            "{\"gateway\": \"edge\", \"namespace\": \"shop\", \"observedAt\": \"yesterday\"}");
    visit.button("Diagnose").click();
    assertThat(visit.region("Rules and answer").getByRole(AriaRole.ALERT))
        .containsText("/observedAt");
    visit.isAccessible();
    visit.page().reload();
    assertThat(snapshot(visit)).containsText("yesterday");
  }

  @Test
  void whatWasDiagnosedOnceIsTakenUpAgainOrSaidToBeGone(Visitor visitor, ShopConsole console)
      throws Exception {
    String id = console.diagnosesTheExample().path("id").asText();
    var visit = visitor.opens("playground?diagnosis=" + id).mayBeRefused();
    assertThat(visit.region("Snapshot")).containsText("From diagnosis " + id);
    assertThat(snapshot(visit)).containsText("\"gateway\": \"api-gateway\"");

    visit.goTo("playground?diagnosis=00000000-0000-0000-0000-000000000000");
    assertThat(visit.region("Snapshot").getByRole(AriaRole.ALERT)).isVisible();
    visit.isAccessible();
  }

  @Test
  void theDraftOfThisTabAndEarlierRulesCanAnswer(Visitor visitor) {
    String file = "advice/breaker/fixes.drl";
    var visit = visitor.opens("rules/files/" + file).signsInAs("bob").mayBeRefused();
    var text =
        visit
            .page()
            .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Text of " + file));
    assertThat(text).containsText("Judge by rates");
    text.click();
    visit.page().keyboard().press("Control+End");
    visit.page().keyboard().insertText("\nrule of nothing\n");

    visit.menu("Playground").click();
    assertThat(rules(visit, "In force: revision \\d+")).isChecked();
    visit.button("Load the example").click();
    rules(visit, "My draft: 1 file").check();
    visit.button("Diagnose").click();
    assertThat(visit.region("Rules and answer").getByRole(AriaRole.ALERT)).containsText(file);

    rules(visit, "A revision").check();
    visit.button("Diagnose").click();
    assertThat(visit.region("Rules and answer")).containsText("Diagnosed");
    visit.isAccessible();
  }
}
