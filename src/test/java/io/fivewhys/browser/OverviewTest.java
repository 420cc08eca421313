package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How all is, gateway by gateway and source by source. */
@BrowserTest
abstract class OverviewTest {
  private static final String ALERT =
      """
      {"version": "4", "groupKey": "{}:{alertname=\\"TapeFull\\"}", "truncatedAlerts": 0,
       "status": "%1$s", "receiver": "fivewhys", "groupLabels": {"alertname": "TapeFull"},
       "commonLabels": {"alertname": "TapeFull"}, "commonAnnotations": {},
       "externalURL": "http://alertmanager.example",
       "alerts": [{"status": "%1$s", "labels": {"alertname": "TapeFull"},
                   "annotations": {"summary": "The tape of the library is full"},
                   "startsAt": "%2$s", "endsAt": "%3$s",
                   "generatorURL": "http://prometheus.example", "fingerprint": "6f6a7c4f1f2b3d5e"}]}
      """;

  private static Locator span(Visit visit, String name) {
    return visit
        .page()
        .getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Charts reach over"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator sources(Visit visit) {
    return visit
        .page()
        .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("How each source does"));
  }

  @Test
  void allIsSaidInASentenceAndInNumbersOverTheSpanOfTheAddress(Visitor visitor, ShopConsole console)
      throws Exception {
    console.until("/api/v1/incidents?state=unresolved", it -> it.path("incidents").isEmpty());
    var visit = visitor.opens("").settled();
    assertThat(visit.heading()).hasText("Overview");
    assertThat(visit.page().locator(".verdict")).containsText("api-gateway is healthy");
    assertThat(visit.region("Open incidents")).containsText("No incident is open");
    assertThat(span(visit, "1 h")).hasAttribute("aria-pressed", "true");

    span(visit, "15 min").click();
    assertThat(visit.page()).hasURL(Pattern.compile(".*\\?span=15m"));
    visit.page().reload();
    assertThat(span(visit, "15 min")).hasAttribute("aria-pressed", "true");
    var card =
        visit
            .page()
            .getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("api-gateway"));
    assertThat(card).containsText("of responses are 5xx");
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Numbers"))
        .first()
        .click();
    var numbers = card.getByRole(AriaRole.TABLE);
    assertThat(numbers).containsText("the last 15 min");
    assertThat(
            numbers.getByRole(AriaRole.COLUMNHEADER, new Locator.GetByRoleOptions().setName("5xx")))
        .isVisible();
    assertThat(numbers.locator("tbody td.number").first())
        .hasText(Pattern.compile("\\d.*|unknown"));
    visit.isAccessible();
  }

  @Test
  void aGatewayIsLookedAtAtOnce(Visitor visitor) {
    var visit = visitor.opens("gateways/api-gateway").mayBeRefused();
    assertThat(visit.heading()).hasText("Gateway api-gateway");
    visit.button("Look now").click();
    assertThat(visit.page().getByText(Pattern.compile("You have to sign in")).first()).isVisible();
    visit.signsInAs("bob");
    visit.button("Look now").click();
    assertThat(visit.page().getByText(Pattern.compile("^Looked just now: .+"))).isVisible();
    visit.isAccessible();
  }

  @Test
  void everySourceIsThereWithItsStateAndFiltersAreInTheAddress(Visitor visitor, ShopConsole console)
      throws Exception {
    var known = console.service().get("/api/v1/sources").at("/gateways/0/sources");
    var visit = visitor.opens("sources").settled();
    for (JsonNode source : known) {
      var row =
          sources(visit)
              .getByRole(AriaRole.ROW)
              .filter(
                  new Locator.FilterOptions()
                      .setHas(
                          visit
                              .page()
                              .getByText(
                                  source.path("name").asText(),
                                  new Page.GetByTextOptions().setExact(true))));
      assertThat(row).containsText(Pattern.compile("Blind|In part|Not asked|Whole"));
    }
    assertThat(sources(visit).locator("tbody tr")).hasCount(known.size());

    String first = known.path(0).path("name").asText();
    visit.page().getByLabel("Text", new Page.GetByLabelOptions().setExact(true)).fill(first);
    assertThat(visit.page()).hasURL(Pattern.compile(".*[?&]text=.+"));
    visit.page().reload();
    assertThat(visit.page().getByLabel("Text", new Page.GetByLabelOptions().setExact(true)))
        .hasValue(first);
    assertThat(sources(visit).locator("tbody tr")).not().hasCount(known.size());
    assertThat(sources(visit)).containsText(first);
    visit.isAccessible();
  }

  @Test
  void whatOthersBringShowsWithoutARefresh(Visitor visitor, ShopConsole console) throws Exception {
    var visit = visitor.opens("sources").settled();
    Instant now = Instant.now();
    console
        .service()
        .post("/api/v1/alerts", ALERT.formatted("firing", now, "0001-01-01T00:00:00Z"));
    var alert =
        visit
            .region("Alerts")
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("TapeFull"));
    assertThat(alert).containsText("Firing");
    assertThat(alert).containsText("The tape of the library is full");
    assertThat(alert).containsText("no gateway");
    console.service().post("/api/v1/alerts", ALERT.formatted("resolved", now, now.plusSeconds(1)));
    assertThat(alert).containsText("Resolved");
  }
}
