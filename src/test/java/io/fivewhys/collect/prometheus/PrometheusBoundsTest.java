package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.RouteTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Too many series, too many routes, and labels of any kind. */
class PrometheusBoundsTest extends PrometheusSourceTest {
  @Test
  void anAnswerOfTooManySeriesIsRefused() throws Exception {
    String[] many =
        IntStream.range(0, 51)
            .mapToObj(
                i -> "{\"service\":\"s%d\",\"route\":\"r%d\",\"code\":\"200\"} 1".formatted(i, i))
            .toArray(String[]::new);
    prometheus.says("kong_http_requests_total", vector(many)).says("up", vector("{} 1"));
    Answer answer = setup().bounds(8, 300, 50).ask();
    assertThat(answer.facts()).hasSize(1);
    assertThat(((Blind) answer.facts().getFirst()).reason().orElseThrow())
        .isEqualTo("the answer has more than 50 series; narrow the query or its selector");
  }

  @Test
  void ofTooManyRoutesTheWorstAreTold() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(
          "{\"service\":\"s%d\",\"route\":\"r%d\",\"code\":\"200\"} %d".formatted(i, i, 100 + i));
    }
    many.add("{\"service\":\"s3\",\"route\":\"r3\",\"code\":\"502\"} 7");
    prometheus.says("kong_http_requests_total", vector(many.toArray(String[]::new)));
    Answer answer = setup().bounds(8, 3, 500).ask();
    assertThat(answer.facts())
        .filteredOn(RouteTraffic.class::isInstance)
        .extracting(it -> ((RouteTraffic) it).route())
        .containsExactly("r3", "r19", "r18");
    assertThat(blindSubjects(answer)).containsExactly("kong routes");
  }

  @Test
  void hostileLabelsMakeNoFactAndOneBlind() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vector(
            "{\"service\":\"%s\",\"route\":\"a\",\"code\":\"200\"} 1".formatted("x".repeat(300)),
            "{\"service\":\"%s\",\"route\":\"b\",\"code\":\"200\"} 1".formatted("y".repeat(300)),
            "{\"service\":\"\",\"route\":\"\",\"code\":\"200\"} 1",
            "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 1e30",
            "{\"service\":\"ok\",\"route\":\"ok\",\"code\":\"200\"} 1"));
    Answer answer = setup().ask();
    assertThat(answer.facts())
        .filteredOn(RouteTraffic.class::isInstance)
        .extracting(it -> ((RouteTraffic) it).route())
        .contains("ok")
        .doesNotContain("a", "b");
    assertThat(blindSubjects(answer)).containsExactly("kong routes");
  }
}
