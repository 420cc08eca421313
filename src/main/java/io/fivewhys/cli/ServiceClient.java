package io.fivewhys.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.Binding;
import io.fivewhys.access.FoundToken;
import io.fivewhys.access.Secret;
import io.fivewhys.access.TokenStore;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running service, as the commands ask it. Follows no redirect, so that no token goes astray. */
final class ServiceClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The checks of a candidate take seconds; their back-test may take more. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final long MOST_BYTES = 64L << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final URI service;
  private final Optional<Secret> token;
  private final Duration longest;

  private ServiceClient(URI service, Optional<Secret> token, Duration longest) {
    this.service = service;
    this.token = token;
    this.longest = longest;
  }

  /**
   * @param tokens where the token may be; the one that a service of this machine made for itself is
   *     sent to this machine only
   * @param longest that an answer is waited for
   * @param err is warned when a token would travel in the open
   */
  static ServiceClient to(URI service, TokenStore tokens, Duration longest, PrintStream err) {
    boolean here = new Binding(bare(service.getHost())).isLoopback();
    Optional<Secret> token =
        tokens.find().filter(found -> here || found.configured()).map(FoundToken::secret);
    if (token.isPresent() && !here && !service.getScheme().equals("https")) {
      err.println("Warning: " + service + " is not https; whoever listens in sees the token.");
    }
    return new ServiceClient(service, token, longest);
  }

  /**
   * What the service said.
   *
   * @param body an empty object where it said nothing
   */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status == 200;
    }

    String text(String field) {
      return body.path(field).asText();
    }
  }

  /**
   * What is sent.
   *
   * @param ifMatch the tag of what it is to replace
   */
  record Body(String mediaType, String text, Optional<String> ifMatch) {
    static Body yaml(String text) {
      return new Body("application/yaml", text, Optional.empty());
    }

    Body replacing(String tag) {
      return new Body(mediaType, text, Optional.of(tag));
    }
  }

  Answer get(String path) throws IOException {
    return send("GET", path, Optional.empty());
  }

  Answer send(String method, String path, JsonNode body) throws IOException {
    return send(method, path, new Body("application/json", body.toString(), Optional.empty()));
  }

  Answer send(String method, String path, Body body) throws IOException {
    return send(method, path, Optional.of(body));
  }

  URI service() {
    return service;
  }

  boolean hasToken() {
    return token.isPresent();
  }

  /** As the part of a URL behind its path; nothing where there are no parameters. */
  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
  }

  private Answer send(String method, String path, Optional<Body> body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(longest)
            .header("Accept", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    if (body.isPresent()) {
      body.get().ifMatch().ifPresent(tag -> request.header("If-Match", tag));
      request
          .header("Content-Type", body.get().mediaType())
          .method(method, BodyPublishers.ofString(body.get().text()));
    } else {
      request.method(method, BodyPublishers.noBody());
    }
    try {
      var response =
          client.send(
              request.build(),
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
      return new Answer(response.statusCode(), json(response.body()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new IOException(
          "nothing answers at " + service + "; is the service running? --url names another", e);
    } catch (HttpTimeoutException e) {
      throw new IOException(
          "%s did not answer within %d s; whether it did what it was asked is not known"
              .formatted(service, longest.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private JsonNode json(String text) throws IOException {
    try {
      JsonNode body = DiagnosisJson.jsonMapper().readTree(text.isEmpty() ? "{}" : text);
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Told below: what answers with something else is something else.
    }
    throw new IOException("what answers at " + service + " is not this service");
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public void close() {
    client.close();
  }
}
