package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.fivewhys.demo.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All that the page of an incident is for, while the database of the shop is down. */
@BrowserTest
abstract class IncidentPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonNode incident;
  private String path;

  @BeforeAll
  void theDatabaseGoesDown(ShopConsole console) throws Exception {
    incident = console.incident(Fault.DATABASE_DOWN, "dependency_failure");
    path = "incidents/" + incident.path("id").asText();
  }

  @AfterAll
  void allIsWellAgain(ShopConsole console) throws Exception {
    console.heal();
  }

  private static Locator in(Locator place, AriaRole role, String name) {
    return place.getByRole(role, new Locator.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  @Test
  void theWeightsAddUpToTheConfidenceBeforeTheReadersEyes(Visitor visitor, ShopConsole console)
      throws Exception {
    var visit = visitor.opens(path).settled();
    var cause =
        console
            .service()
            .get(console.service().get("/api/v1/" + path).at("/diagnoses/last").asText())
            .at("/causes/0");
    double sum = cause.path("prior").asDouble() + cause.path("competition").asDouble();
    for (JsonNode evidence : cause.path("evidence")) {
      sum += evidence.path("weight").asDouble();
    }
    assertThat(sum).isCloseTo(cause.path("score").asDouble(), Offset.offset(0.01));

    var table =
        visit
            .page()
            .getByRole(AriaRole.TABLE)
            .filter(new Locator.FilterOptions().setHasText("Prior"));
    assertThat(table.first().getByRole(AriaRole.ROW)).hasCount(cause.path("evidence").size() + 4);
    assertThat(table.first()).containsText("Score");
    var score = Offset.offset(0.05 + 1e-9);
    assertThat(decibans(table.first().locator("tbody td.sum").last()))
        .isCloseTo(cause.path("score").asDouble(), score);
    assertThat(decibans(table.first().locator("tfoot td.sum")))
        .isCloseTo(cause.path("score").asDouble(), score);
    assertThat(visit.page().locator(".formula-line").first())
        .containsText(
            String.format(Locale.ROOT, "= %.1f %%", cause.path("confidence").asDouble() * 100));
  }

  /** What a cell says, such as {@code −11} or {@code +3.5}. */
  private static double decibans(Locator cell) {
    return Double.parseDouble(cell.textContent().strip().replace('−', '-'));
  }

  @Test
  void theChainIsAGraphWhoseNodesOpenWithTheFactsBehindThem(Visitor visitor) {
    var visit = visitor.opens(path).settled();
    var graph = visit.region("Chain of whys, as a graph");
    assertThat(graph.getByRole(AriaRole.BUTTON).first()).isVisible();
    assertThat(graph.locator(".leading").first()).isVisible();
    graph.locator("button.leading.why-symptom, button.leading.why-finding").last().click();
    assertThat(visit.dialog()).isVisible();
    assertThat(visit.dialog().locator("article.fact-card").first()).isVisible();
    visit.isAccessible();
    visit.page().keyboard().press("Escape");
    assertThat(visit.dialog()).isHidden();

    visit.button("As a list").click();
    assertThat(
            visit
                .page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Why as a list"))
                .getByRole(AriaRole.LISTITEM)
                .first())
        .isVisible();
  }

  @Test
  void theFactsBehindAPieceOfEvidenceAreOneClickAway(Visitor visitor) {
    var visit = visitor.opens(path).settled();
    visit
        .page()
        .getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("\\d+ facts?")))
        .first()
        .click();
    assertThat(visit.page().locator("article.fact-card").first()).isVisible();
    visit.isAccessible();
  }

  @Test
  void itIsTakenOnGivenAwayCommentedAndOthersSeeIt(Visitor visitor, ShopConsole console)
      throws Exception {
    var other = visitor.opens(path).settled();
    var visit = visitor.opens(path).signsInAs("ann").settled();
    visit.button("Acknowledge").dblclick();
    assertThat(other.page().getByLabel("How it stands")).containsText(Pattern.compile("ann"));

    visit.button("Assign…").click();
    visit.dialog().getByLabel("Name").fill("bob");
    visit.inDialog("Assign").click();
    assertThat(other.page().getByLabel("How it stands")).containsText("bob");

    visit.button("Comment…").click();
    visit.isAccessible();
    visit.dialog().getByRole(AriaRole.TEXTBOX).fill("The volume of the database is full");
    in(visit.dialog(), AriaRole.BUTTON, "^Comment").click();
    assertThat(other.region("Timeline")).containsText("The volume of the database is full");

    var timeline = console.service().get("/api/v1/" + path + "/timeline?limit=500");
    assertThat(timeline.path("entries").findValuesAsText("kind"))
        .as("acknowledged once")
        .containsOnlyOnce("acknowledged");
  }

  @Test
  void whatTheServiceDoesMeanwhileCallsNobodyOffAndMayBeTakenOn(Visitor visitor) {
    var visit = visitor.opens("incidents");
    visit.page().route(Pattern.compile(".*/api/v1/" + path), IncidentPageTest::asTheServiceActs);
    visit.goTo(path).settled();
    var standing = visit.page().getByLabel("How it stands");
    assertThat(standing).containsText("Being mitigated");
    assertThat(standing).containsText(Pattern.compile("level 1 is called in \\d"));
    assertThat(visit.button("Acknowledge")).isVisible();
  }

  /** The service has begun something, and nobody has acknowledged it yet. */
  private static void asTheServiceActs(Route route) {
    APIResponse answer = route.fetch();
    try {
      var incident = (ObjectNode) JSON.readTree(answer.body());
      incident.put("state", "mitigating").remove(List.of("acknowledged", "assignee", "quietSince"));
      incident
          .putObject("escalation")
          .put("level", 0)
          .put("next", Instant.now().plus(Duration.ofHours(1)).toString());
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(incident.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingIsOfferedThatTheServiceWouldNotDoByItself(Visitor visitor) {
    var visit = visitor.opens(path).settled();
    assertThat(in(visit.region("What now"), AriaRole.BUTTON, "^Approve")).hasCount(0);
    assertThat(visit.region("What can be done")).isVisible();
  }

  @Test
  void whatCannotBeReadIsNotSaidToBeNothing(Visitor visitor) {
    var visit = visitor.opens("incidents").mayBeCutOff();
    var actions = Pattern.compile(".*/api/v1/actions\\?incident=.*");
    visit.page().route(actions, Route::abort);
    visit.goTo(path).settled();
    var places = List.of("What now", "What can be done", "Before and after");
    for (String place : places) {
      assertThat(in(visit.region(place), AriaRole.BUTTON, "^Try again")).isVisible();
    }
    var body = visit.page().locator("main");
    assertThat(body).not().containsText("Nothing is recommended");
    assertThat(body).not().containsText("Not planned");
    assertThat(body).not().containsText("Nothing was done by the service yet");
    visit.isAccessible();

    visit.page().unroute(actions);
    in(visit.region("What now"), AriaRole.BUTTON, "^Try again").click();
    for (String place : places) {
      assertThat(in(visit.region(place), AriaRole.BUTTON, "^Try again")).hasCount(0);
    }
    assertThat(visit.region("What can be done").getByRole(AriaRole.ARTICLE).first()).isVisible();
  }

  @Test
  void whetherTheDiagnosisWasRightIsToldAndCounted(Visitor visitor, ShopConsole console)
      throws Exception {
    var visit = visitor.opens(path).signsInAs("bob").settled();
    var asked = visit.region("Was the diagnosis right?");
    asked.getByLabel("Right", new Locator.GetByLabelOptions().setExact(true)).check();
    in(asked, AriaRole.BUTTON, "Send feedback").click();
    assertThat(asked).containsText("bob");
    assertThat(console.service().get("/api/v1/rules/feedback").toString()).contains("\"right\":1");
  }

  @Test
  void thePostMortemIsReadAndTheBundleTakenAlong(Visitor visitor) throws Exception {
    var visit = visitor.opens(path).settled();
    visit.button("Post-mortem draft…").click();
    assertThat(visit.dialog()).containsText("api-gateway");
    visit.isAccessible();
    var report = visit.page().waitForDownload(() -> visit.inDialog("Download .md").click());
    assertThat(Files.readString(report.path())).contains("# ");
    visit.page().keyboard().press("Escape");

    var bundle = visit.page().waitForDownload(() -> visit.button("Download bundle").click());
    assertThat(Files.size(bundle.path())).isGreaterThan(500);
  }

  @Test
  void aDiagnosisByItselfHasTheSamePartsAndLeadsToThePlayground(
      Visitor visitor, ShopConsole console) throws Exception {
    String last = console.service().get("/api/v1/" + path).at("/diagnoses/last").asText();
    String id = last.substring(last.lastIndexOf('/') + 1);
    var visit = visitor.opens("diagnoses/" + id).settled();
    assertThat(visit.region("The chain of whys")).isVisible();
    assertThat(visit.region("How sure, and because of what")).isVisible();
    assertThat(visit.page().locator("a[href*='playground?diagnosis=" + id + "']").first())
        .isVisible();
    visit.isAccessible();
  }
}
