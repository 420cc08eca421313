package io.fivewhys.collect.prometheus.api;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.prometheus.api.Envelope.TooMany;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.collect.web.WebAnswer;
import io.fivewhys.collect.web.WebCaller;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The HTTP API at one place. Safe for use by threads.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">the API</a>
 */
public final class PrometheusApi implements AutoCloseable {
  /** A longer address is refused by some proxies; a form may be as long as it likes. */
  private static final int LONGEST_QUERY = 3_000;

  private static final String HINT =
      "; url is the base address, for Mimir with /prometheus, for VictoriaMetrics cluster with"
          + " /select/0/prometheus";

  private final WebCaller web;
  private final Duration timeout;
  private final int mostSeries;

  public PrometheusApi(WebAccess access, SourceContext context, int mostSeries) {
    this.web = new WebCaller(access, context);
    this.timeout = access.timeout();
    this.mostSeries = mostSeries;
  }

  /**
   * What a query gives at an instant.
   *
   * @throws SourceFailed when it gives nothing that could be used; the message is the server's
   */
  public Told instant(String promql, Instant at) throws SourceFailed, InterruptedException {
    String form = form("query", promql) + "&time=" + seconds(at) + "&timeout=" + timeout();
    return told("/api/v1/query", form, "vector", "scalar");
  }

  /** What a query gives from one instant to another, both included, at each step. */
  public Told range(String promql, Range range) throws SourceFailed, InterruptedException {
    String form =
        form("query", promql)
            + ("&start=" + seconds(range.from()) + "&end=" + seconds(range.to()))
            + ("&step=" + range.step().toMillis() / 1000.0 + "&timeout=" + timeout());
    return told("/api/v1/query_range", form, "matrix");
  }

  /** The alerts that fire, as the server's own rules say. */
  public Told alerts() throws SourceFailed, InterruptedException {
    Envelope<List<FiringAlert>> said = ask("/api/v1/alerts", "", new AlertsReader());
    return Told.alerts(said.data().orElseThrow(), shown(said.warnings()));
  }

  private Told told(String path, String form, String... types)
      throws SourceFailed, InterruptedException {
    Envelope<SeriesReader.Data> said = ask(path, form, new SeriesReader(mostSeries));
    SeriesReader.Data data = said.data().orElseThrow();
    if (!List.of(types).contains(data.type())) {
      throw web.failure(
          Code.MISCONFIGURED,
          "the query gives a %s; it must give a %s".formatted(data.type(), types[0]));
    }
    return Told.series(data.series(), shown(said.warnings()));
  }

  private <T> Envelope<T> ask(String path, String form, Envelope.DataReader<T> reader)
      throws SourceFailed, InterruptedException {
    boolean isLong = form.length() > LONGEST_QUERY;
    WebAnswer answer =
        isLong
            ? web.ask("POST", path, form, "application/x-www-form-urlencoded")
            : web.ask("GET", form.isEmpty() ? path : path + "?" + form, "", "");
    Envelope<T> said = envelope(path, answer, reader);
    if (!answer.isSuccess() || !said.isSuccess()) {
      throw refusal(path, answer, said);
    }
    return said;
  }

  private <T> Envelope<T> envelope(String path, WebAnswer answer, Envelope.DataReader<T> reader)
      throws SourceFailed {
    try {
      return Envelope.read(answer.body(), reader);
    } catch (TooMany e) {
      throw web.failure(
          Code.TOO_LARGE,
          "the answer has " + e.getMessage() + "; narrow the query or its selector");
    } catch (IOException e) {
      if (!answer.isSuccess()) {
        throw hinted(web.refusal(path, answer));
      }
      throw web.failure(
          Code.NONSENSE,
          path + " answers 200 and no JSON of its API (" + firstLine(e) + ")" + HINT);
    }
  }

  private static SourceFailed hinted(SourceFailed failure) {
    return failure.code() == Code.NOT_FOUND
        ? new SourceFailed(Code.NOT_FOUND, failure.getMessage() + HINT)
        : failure;
  }

  private SourceFailed refusal(String path, WebAnswer answer, Envelope<?> said) {
    SourceFailed plain = hinted(web.refusal(path, answer, said.error()));
    Code code =
        switch (said.errorType()) {
          case "bad_data", "bad_request" -> Code.MISCONFIGURED;
          case "timeout", "canceled" -> Code.TIMEOUT;
          case "execution", "unavailable", "internal", "too_many_requests" -> Code.UNAVAILABLE;
          default -> plain.code();
        };
    return new SourceFailed(code, plain.getMessage());
  }

  /** The parser's second line shows a part of the answer. */
  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private List<String> shown(List<String> warnings) {
    return warnings.stream().map(web::shown).toList();
  }

  private static String form(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Seconds since the epoch, which all of them understand with a fraction. */
  private static String seconds(Instant at) {
    return String.format(Locale.ROOT, "%d.%03d", at.getEpochSecond(), at.getNano() / 1_000_000);
  }

  /** The server need not go on when nobody listens any more. */
  private String timeout() {
    return timeout.toMillis() + "ms";
  }

  @Override
  public void close() {
    web.close();
  }
}
