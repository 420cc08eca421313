package io.fivewhys.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Speaks to a service that may die at any moment: no answer is an answer too. */
public final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String token;
  private final Duration patience;

  public Client(String token, Duration patience) {
    this.token = token;
    this.patience = patience;
  }

  /**
   * What came back.
   *
   * @param status 0 when nothing did
   * @param isKept whether a diagnosis is found again
   */
  public record Answer(int status, String body, boolean isKept) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(body, e);
      }
    }
  }

  public Answer get(String url) throws InterruptedException {
    return send(request(url).GET());
  }

  public Answer post(String url, Object body, Map<String, String> headers)
      throws InterruptedException {
    try {
      var request =
          request(url)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
      headers.forEach(request::header);
      return send(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(patience)
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      boolean kept = response.headers().firstValue("Fivewhys-Kept").isEmpty();
      return new Answer(response.statusCode(), response.body(), kept);
    } catch (IOException dead) {
      return new Answer(0, dead.toString(), false);
    }
  }
}
