package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a service on this machine over real HTTP. */
public abstract class TestClient {
  public static final String TOKEN = "fw_only-for-tests-of-the-service";
  public static final String INTAKE_TOKEN = "fw_only-for-tests-of-the-intake";
  public static final Duration LONG = Duration.ofSeconds(20);

  public final HttpClient client = HttpClient.newHttpClient();

  protected abstract int port();

  public HttpRequest.Builder to(String path) {
    var uri = URI.create("http://127.0.0.1:" + port() + path);
    return HttpRequest.newBuilder(uri).timeout(LONG);
  }

  public HttpRequest posting(String contentType, String body) {
    return to("/api/v1/diagnoses")
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path).build());
  }

  public HttpResponse<String> post(String gateway) throws IOException, InterruptedException {
    return send(posting("application/json", snapshotOf(gateway)));
  }

  public CompletableFuture<HttpResponse<String>> posted(String gateway) {
    return client.sendAsync(
        posting("application/json", snapshotOf(gateway)), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** With the admin token. */
  public HttpRequest.Builder asAdmin(String path) {
    return to(path).header("Authorization", "Bearer " + TOKEN);
  }

  /** With the intake token. */
  public HttpRequest.Builder asIntake(String path) {
    return to(path).header("Authorization", "Bearer " + INTAKE_TOKEN);
  }

  /** Puts a file with the admin token; headers in pairs. */
  public HttpResponse<String> put(String path, String text, String... headers)
      throws IOException, InterruptedException {
    var request =
        asAdmin("/api/v1/rules/files/" + path)
            .header("Content-Type", "text/plain")
            .PUT(HttpRequest.BodyPublishers.ofString(text));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  public static String snapshotOf(String gateway) {
    return "{\"gateway\": \"" + gateway + "\", \"facts\": []}";
  }

  public static JsonNode json(HttpResponse<String> response) throws IOException {
    return DiagnosisJson.jsonMapper().readTree(response.body());
  }

  /** Whether it is a problem of this kind, as RFC 9457 has it. */
  public static void assertProblem(HttpResponse<String> response, int status, String kind)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).path("type").asText()).isEqualTo("urn:fivewhys:problem:" + kind);
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(json(response).path("title").asText()).isNotEmpty();
    assertThat(json(response).path("detail").asText()).isNotEmpty();
  }

  /** A connection of its own, for what no decent client sends. */
  public Socket socket() throws IOException {
    var socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout((int) LONG.toMillis());
    return socket;
  }
}
