package io.fivewhys.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The console under a path of a proxy that strips it, which it knows nothing of. */
@BrowserTest
abstract class BehindAProxyTest {
  private static final String JSON = "application/json";

  @Test
  void everythingWorksUnderAPrefixAlsoAfterARefreshDeepInIt(Visitor visitor, ShopConsole console)
      throws Exception {
    try (var proxy = PrefixProxy.before(console.url())) {
      var visit =
          visitor.opens(proxy.url(), "gateways/api-gateway", Visitor.DESKTOP, ColorScheme.LIGHT);
      // The proxy is gone before the browser is.
      visit.mayBeCutOff();
      assertThat(visit.heading()).containsText("api-gateway");
      visit.menu("Silences").click();
      assertThat(visit.heading()).hasText("Silences");
      assertThat(visit.page().url()).isEqualTo(proxy.url() + "/silences");
      visit.page().reload();
      assertThat(visit.heading()).hasText("Silences");
      visit.signsInAs("ann");
      assertThat(
              visit
                  .page()
                  .getByText(
                      "Live", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(visit.page().context().cookies().getFirst().path).isEqualTo("/ops/why/api/v1");
    }
  }

  @Test
  void whatHappenedWhileTheLineWasBrokenIsShownOnceItIsBack(Visitor visitor, ShopConsole console)
      throws Exception {
    var proxy = PrefixProxy.before(console.url());
    var visit =
        visitor.opens(proxy.url(), "help", Visitor.DESKTOP, ColorScheme.LIGHT).mayBeCutOff();
    var page = visit.page();
    assertThat(page.locator(".line")).hasText("Live");

    proxy.close();
    assertThat(page.locator(".line")).hasText("Not live");
    console.service().post("/api/v1/mitigation/stop", "{\"reason\": \"while nobody saw it\"}");
    try (var again = proxy.again()) {
      assertThat(page.locator(".line")).hasText("Live");
      assertThat(visit.button("Actions stopped")).isVisible();
      console.service().post("/api/v1/mitigation/resume", "{\"reason\": \"seen\"}");
      assertThat(visit.button("Stop actions")).isVisible();
      assertThat(again.url()).isEqualTo(proxy.url());
    }
  }
}
