package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.fivewhys.diagnose.DiagnosisJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who writes rules: finds, changes, checks, tries, puts in force, takes back. */
@BrowserTest
abstract class RulesPageTest {
  private static final String RULE = "Size limits by concurrency";
  private static final String FOLDER = "advice/breaker";
  private static final String FILE = FOLDER + "/fixes.drl";
  private static final String EDITOR = "rules/files/" + FILE;

  /** Compiling, all cases and the back-test, on a machine that has much else to do. */
  private static final double LONGEST_CHECK_MILLIS = 120_000;

  /** Of the rules as they were before all this. */
  private String before;

  private static JsonNode revision(ShopConsole console) throws Exception {
    return console.service().get("/api/v1/rules").path("revision");
  }

  @BeforeAll
  void theRulesAreKnown(ShopConsole console) throws Exception {
    before = revision(console).path("id").asText();
  }

  /** Whatever became of a test, the next begins with them. */
  @AfterEach
  void theRulesAreAsTheyWere(ShopConsole console) throws Exception {
    if (!revision(console).path("id").asText().equals(before)) {
      console.service().post("/api/v1/rules/rollback", "{\"revision\": \"%s\"}".formatted(before));
    }
  }

  private static Locator editor(Visit visit) {
    return visit
        .page()
        .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Text of " + FILE));
  }

  /** At the end of the text. */
  private static void writes(Visit visit, String text) {
    assertThat(editor(visit)).containsText("Judge by rates");
    editor(visit).click();
    visit.page().keyboard().press("Control+End");
    visit.page().keyboard().insertText(text);
  }

  private static Locator draft(Visit visit) {
    return visit.region("Draft");
  }

  private static Locator bench(Visit visit) {
    return visit.region("Try the draft");
  }

  /** What it says once the service has checked the draft. */
  private static void checkedSays(Locator place, String pattern) {
    assertThat(place)
        .containsText(
            Pattern.compile(pattern),
            new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_CHECK_MILLIS));
  }

  private static Locator tab(Visit visit, String name) {
    return visit
        .page()
        .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Rules").setExact(true))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
  }

  @Test
  void aRuleIsFoundByItsName(Visitor visitor) {
    var visit = visitor.opens("rules").settled();
    visit.page().getByLabel("File or rule").fill("limits by concurrency");
    var files =
        visit
            .page()
            .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Rule files"));
    assertThat(files).containsText("1 of ");
    files.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(RULE)).click();
    assertThat(visit.page()).hasURL(Pattern.compile(".*/" + EDITOR + "\\?.*line=\\d+.*"));
    assertThat(editor(visit)).containsText("rule \"" + RULE + "\"");
    assertThat(draft(visit)).containsText("No draft");
    visit.isAccessible();
  }

  @Test
  void whatIsWrongIsShownAsItIsWrittenAndADraftOutlivesARefresh(Visitor visitor) {
    var visit = visitor.opens(EDITOR).signsInAs("ann").mayBeRefused();
    writes(visit, "\nrul \"of nothing\"\n");
    var problems = visit.page().getByLabel("Problems of the draft");
    checkedSays(problems, "Line ");
    assertThat(draft(visit)).containsText(Pattern.compile("\\d problems?"));
    assertThat(visit.page().locator(".cm-lint-marker-error")).isVisible();
    visit.isAccessible();

    visit.button("Start shadow…").click();
    visit.inDialog("Start the shadow").click();
    checkedSays(visit.dialog().getByRole(AriaRole.ALERT), "Refused");
    assertThat(visit.page().getByText("The shadow runs")).hasCount(0);
    visit.inDialog("Leave it").click();

    visit.page().reload();
    problems
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Line \\d+")))
        .click();
    assertThat(editor(visit)).containsText("rul \"of nothing\"");
    assertThat(editor(visit)).isFocused();
    visit.button("Undo changes of this file").click();
    assertThat(draft(visit)).containsText("No draft");
    assertThat(problems).isHidden();

    writes(visit, "\n// of breakers\n");
    checkedSays(draft(visit), "It compiles");
    assertThat(draft(visit)).containsText("Draft of 1 file");
    visit.isAccessible();
  }

  @Test
  void wordsAreOfferedAndTheKeyboardLeavesTheEditor(Visitor visitor) {
    var visit = visitor.opens(EDITOR).settled().mayBeRefused();
    writes(visit, "\nrule \"another\"\nwhen\n  ");
    visit.page().keyboard().type("RouteTr");
    var offered =
        visit
            .page()
            .getByRole(
                AriaRole.OPTION,
                new Page.GetByRoleOptions().setName(Pattern.compile("^RouteTraf")));
    assertThat(offered.first()).isVisible();
    visit.page().keyboard().press("Escape");
    assertThat(offered).hasCount(0);

    visit.page().keyboard().press("Escape");
    visit.page().keyboard().press("Tab");
    assertThat(editor(visit)).not().isFocused();
    assertThat(draft(visit)).containsText("It is checked once you have signed in");
  }

  @Test
  void aDraftIsTriedBeforeItIsInForce(Visitor visitor, ShopConsole console) throws Exception {
    var visit = visitor.opens(EDITOR).signsInAs("ann").mayBeRefused();
    writes(visit, "\n// of breakers\n");
    visit.button("Run cases of " + FOLDER).click();
    checkedSays(bench(visit), "([1-9]\\d*) of \\1 passed");

    visit.button("Back-test").click();
    visit.button("Back-test the draft").click();
    checkedSays(bench(visit), "All answers stay|Nothing to compare");
    assertThat(visit.button("Cancel")).isHidden();

    visit.button("Difference").click();
    assertThat(bench(visit)).containsText("// of breakers");
    visit.isAccessible();

    visit.button("Start shadow…").click();
    visit.dialog().getByLabel("For how long").selectOption("An hour");
    visit.dialog().getByLabel("What it is for").fill("to see it run");
    visit.inDialog("Start the shadow").click();
    checkedSays(visit.region("Candidate"), "It runs");
    assertThat(visit.region("Candidate")).containsText("by ann");
    visit.isAccessible();
    visit.button("Promote…").click();
    visit.dialog().getByLabel("What it is for").fill("as it ran well");
    somebodyElseStartsAShadow(console);
    visit.inDialog("Promote it").click();
    assertThat(visit.dialog().getByRole(AriaRole.ALERT))
        .containsText("Another candidate runs by now");
    visit.inDialog("Not yet").click();

    visit.button("Promote…").click();
    visit.dialog().getByLabel("What it is for").fill("as it ran well");
    visit
        .page()
        .request()
        .delete(
            console.url() + "/api/v1/rules/shadow",
            RequestOptions.create()
                .setHeader("Authorization", "Bearer " + ShopConsole.PEOPLE.get("bob")));
    assertThat(visit.page().getByText("No candidate runs beside")).isVisible();
    assertThat(visit.dialog().getByLabel("What it is for")).hasValue("as it ran well");
    visit.inDialog("Promote it").click();
    assertThat(visit.dialog().getByRole(AriaRole.ALERT))
        .containsText("Your press put nothing in force");
    visit.inDialog("Not yet").click();

    somebodyElseStartsAShadow(console);
    visit.button("End…").click();
    visit.inDialog("End the shadow").click();
    assertThat(visit.page().getByText("No candidate runs beside")).isVisible();
    assertThat(revision(console).path("id").asText()).isEqualTo(before);

    tab(visit, "Editor").click();
    visit.button("Discard draft…").click();
    visit.inDialog("Discard it").click();
    assertThat(draft(visit)).containsText("No draft");
  }

  @Test
  void itComesInForceAfterAClashStandsInTheHistoryAndIsTakenBack(
      Visitor visitor, ShopConsole console) throws Exception {
    int first = revision(console).path("number").asInt();
    var visit = visitor.opens(EDITOR).signsInAs("ann").mayBeRefused();
    writes(visit, "\n// of ann\n");
    visit.button("Activate…").click();
    visit.dialog().getByLabel("What it is for").fill("Ann says so");
    assertThat(visit.inDialog("Check and activate")).isEnabled();
    somebodyElseWrites(console, "// of another");

    visit.inDialog("Check and activate").click();
    assertThat(visit.dialog()).containsText("Changed meanwhile");
    assertThat(visit.dialog())
        .containsText(revision(console).path("author").asText() + " put revision " + (first + 1));
    assertThat(visit.dialog()).containsText("Another says so");
    visit.isAccessible();
    visit.inDialog("Go on from revision " + (first + 1)).click();
    visit.inDialog("Check and activate").click();
    checkedSays(visit.dialog(), "Activated");
    var now = revision(console);
    assertThat(now.path("number").asInt()).isEqualTo(first + 2);
    assertThat(now.path("author").asText()).isEqualTo("person:ann");
    assertThat(now.path("message").asText()).isEqualTo("Ann says so");
    visit.page().keyboard().press("Escape");
    assertThat(draft(visit)).containsText("No draft");

    tab(visit, "History").click();
    var mine =
        visit
            .page()
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("Ann says so"));
    assertThat(mine).containsText("in force");
    assertThat(mine.getByText("ann", new Locator.GetByTextOptions().setExact(true))).isVisible();
    visit.button("Compare revision " + first + " with the one in force").click();
    assertThat(visit.region("Difference")).containsText("+// of ann");
    visit.isAccessible();

    visit.button("Roll back to revision " + first).click();
    visit.dialog().getByLabel("Why").fill("It was for a test");
    assertThat(visit.dialog()).containsText("-// of ann");
    visit.isAccessible();
    visit.inDialog("Roll back to revision " + first).click();
    checkedSays(visit.region("Revisions"), "It was for a test");
    assertThat(visit.dialog()).isHidden();
    assertThat(revision(console).path("id").asText()).isEqualTo(before);
  }

  @Test
  void whatIsWrittenWhileTheDraftIsCheckedStays(Visitor visitor, ShopConsole console)
      throws Exception {
    int first = revision(console).path("number").asInt();
    var visit = visitor.opens(EDITOR).signsInAs("ann").mayBeRefused();
    writes(visit, "\n// of ann\n");
    var sent = new AtomicReference<Route>();
    visit
        .page()
        .route(
            // Of the change alone, which names its reason.
            Pattern.compile(".*/api/v1/rules/files/.*[?&]message=.*"),
            route -> {
              if (!route.request().method().equals("PUT") || !sent.compareAndSet(null, route)) {
                route.resume();
              }
            });
    visit.button("Activate…").click();
    visit.dialog().getByLabel("What it is for").fill("Ann says so");
    visit.inDialog("Check and activate").click();
    visit.page().waitForCondition(() -> sent.get() != null);
    visit.page().keyboard().press("Escape");
    writes(visit, "// of a later moment\n");
    sent.get().resume();

    checkedSays(draft(visit), "based on revision " + (first + 1));
    assertThat(draft(visit)).containsText("Draft of 1 file");
    assertThat(editor(visit)).containsText("// of a later moment");
    visit.button("Difference").click();
    assertThat(bench(visit)).containsText("new: // of a later moment");
    assertThat(bench(visit)).not().containsText("new: // of ann");
  }

  private static void somebodyElseWrites(ShopConsole console, String remark) throws Exception {
    var file =
        StreamSupport.stream(
                console.service().get("/api/v1/rules").path("files").spliterator(), false)
            .filter(it -> it.path("path").asText().equals(FILE))
            .findFirst()
            .orElseThrow();
    String text = Files.readString(Path.of("rules").resolve(FILE));
    console
        .service()
        .put(
            "/api/v1/rules/files/" + FILE + "?message=Another%20says%20so",
            text + remark + "\n",
            "Content-Type",
            "text/plain",
            "If-Match",
            file.path("etag").asText());
  }

  private static void somebodyElseStartsAShadow(ShopConsole console) throws Exception {
    String text = Files.readString(Path.of("rules").resolve(FILE)) + "// of another\n";
    console
        .service()
        .put(
            "/api/v1/rules/shadow",
            DiagnosisJson.jsonMapper().writeValueAsString(Map.of("files", Map.of(FILE, text))),
            "Content-Type",
            "application/json");
  }

  @Test
  void howOftenARuleFiredIsCounted(Visitor visitor, ShopConsole console) throws Exception {
    console.diagnosesTheExample();
    console.until("/api/v1/rules/statistics", it -> it.toString().matches(".*\"fired\":[1-9].*"));
    var visit = visitor.opens("rules/statistics?seen=fired").settled();
    var row =
        visit
            .page()
            .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Rules in force"))
            .getByRole(AriaRole.ROW)
            .nth(1);
    assertThat(row.getByRole(AriaRole.CELL).nth(2)).hasText(Pattern.compile("[1-9][\\d,]*"));
    assertThat(row.getByRole(AriaRole.LINK).first()).isVisible();
    assertThat(visit.page().getByLabel("Which")).hasValue("fired");
    visit.isAccessible();
  }
}
