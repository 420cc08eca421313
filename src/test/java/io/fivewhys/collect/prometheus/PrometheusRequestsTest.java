package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.prometheus.own.OwnQuery;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked, how often, and how much at once. */
class PrometheusRequestsTest extends PrometheusSourceTest {
  @Test
  void aPrefixATenantAndTheLooksTimeAreSent() throws Exception {
    WebAccess plain = WebAccess.at(URI.create(prometheus.url() + "/prometheus"));
    WebAccess mimir =
        new WebAccess(
            plain.url(),
            plain.bearer(),
            plain.username(),
            plain.password(),
            Map.of("X-Scope-OrgID", "shop"),
            plain.secretHeaders(),
            plain.caFile(),
            plain.certificateFile(),
            plain.keyFile(),
            false,
            plain.connectTimeout(),
            plain.timeout(),
            plain.maxBytes());
    setup().access(mimir).queries(List.of(signal("up"))).ask();
    FakePrometheus.Asked asked = prometheus.asked().getFirst();
    assertThat(asked.path()).isEqualTo("/prometheus/api/v1/query");
    assertThat(asked.query()).isEqualTo("up");
    assertThat(asked.parameters())
        .containsEntry("time", AT.getEpochSecond() + ".500")
        .containsEntry("timeout", "4000ms");
    assertThat(asked.exchange().getRequestHeaders().get("X-Scope-OrgID")).containsExactly("shop");
  }

  @Test
  void aLongQueryIsPosted() throws Exception {
    String longQuery = "up" + " or up".repeat(500);
    prometheus.says("up", vector("{} 1"));
    setup().queries(List.of(signal("up"), signal(longQuery))).ask();
    assertThat(prometheus.asked())
        .extracting(it -> it.method() + " " + it.query())
        .containsExactlyInAnyOrder("GET up", "POST " + longQuery);
    assertThat(prometheus.asked()).allMatch(it -> it.parameters().containsKey("time"));
  }

  @Test
  void aSlowQueryKeepsNobodyElseWaiting() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS).hangs("kong_upstream_target_health");
    Answer answer = setup().access(WebAccess.at(prometheus.url()).within(SHORT)).ask();
    assertThat(route(answer).responses()).hasSize(2);
    assertThat(blindSubjects(answer)).containsExactly("kong health of targets");
  }

  @Test
  void theDeadlineEndsALookOfManySlowQueries() throws Exception {
    prometheus.hangs("slow").says("quick", vector("{} 1"));
    List<OwnQuery> queries = new ArrayList<>(List.of(signal("quick")));
    IntStream.range(0, 40).forEach(i -> queries.add(signal("slow" + i)));
    Answer answer = setup().queries(queries).bounds(2, 9, 9).deadline(Duration.ofMillis(900)).ask();
    assertThat(answer.facts()).filteredOn(Signal.class::isInstance).hasSize(1);
    // None of them came to its own timeout, which is later.
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .hasSize(40)
        .allMatch(it -> it.toString().contains("no answer within 0.81 s, with 2 queries at once"));
  }

  @Test
  void soManyQueriesAreAskedAtOnce() throws Exception {
    List<OwnQuery> queries = IntStream.range(0, 60).mapToObj(i -> signal("q" + i)).toList();
    prometheus.says("q", vector("{} 1")).answersTogether(3);
    Answer answer = setup().queries(queries).bounds(3, 9, 9).ask();
    assertThat(answer.facts()).hasSize(60).allMatch(Signal.class::isInstance);
    assertThat(prometheus.mostUnderWay()).isEqualTo(3);
  }

  @Test
  void whatIsUsualIsNotAskedForAtEachLook() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS);
    try (var source = setup().source()) {
      source.ask(LOOK);
      assertThat(asked("offset 86400s")).isEqualTo(1);
      source.ask(new Look("edge", "shop", AT.plusSeconds(60), LOOK.window()));
      assertThat(asked("offset 86400s")).isEqualTo(1);
      Answer later = source.ask(new Look("edge", "shop", AT.plusSeconds(400), LOOK.window()));
      assertThat(asked("offset 86400s")).isEqualTo(2);
      assertThat(route(later).baselineRequests()).hasValue(1000);
    }
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS).says("offset 86400s", 503, "no");
    try (var source = setup().source()) {
      assertThat(blindSubjects(source.ask(LOOK))).contains("kong responses 1 d ago");
      prometheus.says("offset 86400s", ORDERS);
      assertThat(source.ask(LOOK).isWhole()).isTrue();
    }
  }

  private long asked(String words) {
    return prometheus.queries().stream().filter(it -> it.contains(words)).count();
  }

  @Test
  void sinceWhenIsAskedOnlyWhereSomethingFails() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vector("{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970"));
    setup().ask();
    assertThat(prometheus.asked()).noneMatch(it -> it.path().endsWith("query_range"));
    prometheus.says("kong_http_requests_total", ORDERS);
    setup().ask();
    assertThat(prometheus.asked()).filteredOn(it -> it.path().endsWith("query_range")).hasSize(2);
  }

  @Test
  void aLookCanBeInterrupted() throws Exception {
    try (var hung = RawServer.hung();
        var source =
            Setup.at(hung.url())
                .access(WebAccess.at(hung.url()).within(Duration.ofMinutes(1)))
                .deadline(Duration.ofMinutes(2))
                .source()) {
      var ended = new CompletableFuture<Throwable>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      source.ask(LOOK);
                      ended.complete(new AssertionError("it answered"));
                    } catch (Throwable e) {
                      ended.complete(e);
                    }
                  });
      hung.awaitAsked();
      asking.interrupt();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
  }
}
