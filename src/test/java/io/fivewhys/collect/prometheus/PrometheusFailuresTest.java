package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.collect.web.WebAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server of which nothing can be had is one failure, which says why. */
class PrometheusFailuresTest extends PrometheusSourceTest {
  @Test
  void whoCannotBeReachedAtAllIsOneFailureWithItsCode() throws Exception {
    assertThat(Setup.at(RawServer.nobody()).failure())
        .returns(Code.UNREACHABLE, SourceFailed::code);
    for (String broken :
        List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":\"succ")) {
      try (var server = RawServer.saying(broken)) {
        assertThat(Setup.at(server.url()).failure()).returns(Code.UNREACHABLE, SourceFailed::code);
      }
    }
    try (var server = RawServer.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
      assertThat(Setup.at(server.url()).failure()).returns(Code.NONSENSE, SourceFailed::code);
    }
  }

  @Test
  void aServerThatHangsIsWaitedForOnce() throws Exception {
    var timeout = Duration.ofSeconds(2);
    for (Preset preset : List.of(Preset.KONG, Preset.AUTO)) {
      try (var hung = RawServer.hung()) {
        Setup setup =
            Setup.at(hung.url()).access(WebAccess.at(hung.url()).within(timeout)).presets(preset);
        assertThat(setup.bounds(2, 9, 9).failure()).returns(Code.TIMEOUT, SourceFailed::code);
        // Of nine queries, two at once, and one that was let in while the second was still waiting.
        assertThat(hung.requests()).isBetween(1, 3);
      }
    }
  }

  @Test
  void eachRefusalOfEverythingHasItsCode() {
    Map.of(
            401, Code.UNAUTHENTICATED,
            403, Code.FORBIDDEN,
            404, Code.NOT_FOUND,
            500, Code.UNAVAILABLE,
            503, Code.UNAVAILABLE)
        .forEach(
            (status, code) -> {
              prometheus.says("", status, "<html>no</html>");
              assertThat(setup().failure())
                  .as("status " + status)
                  .returns(code, SourceFailed::code);
            });
  }

  @Test
  void theServersWordsAreTold() {
    prometheus.says("", 503, error("timeout", "query timed out in expression evaluation"));
    assertThat(setup().failure())
        .hasMessage(
            prometheus.url()
                + "/api/v1/query answers 503: query timed out in expression evaluation")
        .returns(Code.TIMEOUT, SourceFailed::code);
    prometheus.says("", 404, "page not found");
    assertThat(setup().failure()).hasMessageContaining("for Mimir with /prometheus");
  }

  @Test
  void garbageIsNonsenseAndNeverAnotherException() {
    for (String garbage :
        List.of(
            "<html><title>Sign in</title></html>",
            "",
            "null",
            "[]",
            "{",
            "{}",
            "{\"status\":\"success\"}",
            "{\"status\":\"success\",\"data\":null}",
            "{\"status\":\"success\",\"data\":[]}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[1]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[[]]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":[]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":1},\"value\":[1,\"1\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,1]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"one\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[\"x\",\"1\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":\"1\"}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "{\"status\":\"success\",\"data\":{\"resultType\":\"tensor\",\"result\":[]}}")) {
      prometheus.says("", garbage);
      SourceFailed failed = setup().failure();
      assertThat(failed.code()).as(garbage).isIn(Code.NONSENSE, Code.MISCONFIGURED);
      assertThat(failed.getMessage()).hasSizeLessThan(700);
    }
  }
}
