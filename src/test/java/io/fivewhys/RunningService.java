package io.fivewhys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code fivewhys serve} as it is typed, in this process, until closed. */
public final class RunningService implements AutoCloseable {
  public static final String INTAKE_TOKEN = "fw_intake-0123456789abcdef0123456789";
  public static final String ADMIN_TOKEN = "fw_admin-0123456789abcdef0123456789";

  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Pattern GREETING =
      Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+) .*Ctrl-C", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private String url = "";

  private RunningService(Path directory, String... arguments) {
    var surroundings =
        new Surroundings(
            Map.of("FIVEWHYS_INTAKE_TOKEN", INTAKE_TOKEN, "FIVEWHYS_ADMIN_TOKEN", ADMIN_TOKEN),
            directory,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            stop::complete);
    Thread.ofPlatform()
        .name("serve")
        .daemon()
        .start(() -> exit.completeAsync(() -> Main.run(surroundings, arguments), Runnable::run));
  }

  /** Starts it and waits until it has greeted. */
  public static RunningService start(Path directory, String... arguments)
      throws InterruptedException {
    var service = new RunningService(directory, arguments);
    Instant latest = Instant.now().plus(LONGEST_START);
    Matcher greeting = GREETING.matcher(service.said());
    while (!greeting.find()) {
      if (service.exit.isDone() || Instant.now().isAfter(latest)) {
        throw new IllegalStateException(
            "it does not start: " + service.said() + service.err.toString(StandardCharsets.UTF_8));
      }
      Thread.sleep(50);
      greeting = GREETING.matcher(service.said());
    }
    service.url = greeting.group(1);
    return service;
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String url() {
    return url;
  }

  /** What a person reads there who has the admin token. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  /** Without a body. */
  public JsonNode post(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.noBody()));
  }

  /** What a person sends there who has the admin token. */
  public JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /**
   * What a person writes over something there who has the admin token.
   *
   * @param headers names and values by turns
   */
  public JsonNode put(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .headers(headers)
            .PUT(BodyPublishers.ofString(body)));
  }

  private JsonNode send(HttpRequest.Builder started) throws IOException, InterruptedException {
    var request =
        started
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .timeout(Duration.ofSeconds(60))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
    try {
      stop.get(10, TimeUnit.SECONDS).run();
      exit.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("it does not end", e);
    }
  }
}
