package io.fivewhys.collect.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus or Alertmanager as Debian's packages have them, on this machine, until closed. */
public final class DebianServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int port;
  private final Process process;
  private final Path log;

  private DebianServer(int port, Process process, Path log) {
    this.port = port;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, and waits until it says that it is ready.
   *
   * @param name of the package and of the program
   * @param directory where it works, and where its log goes
   * @param port as {@link #freePort} gave it
   * @param arguments all but where it listens and what it logs
   */
  public static DebianServer start(String name, Path directory, int port, String... arguments)
      throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", name);
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException("needs Debian's package: apt-get install " + name);
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.add("--log.level=warn");
    Path log = directory.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var server = new DebianServer(port, process, log);
    try {
      server.awaitReady();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** A port of 127.0.0.1 that nobody uses at the moment. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    Instant latest = Instant.now().plus(LONGEST_START);
    while (get("/-/ready").isEmpty()) {
      if (!process.isAlive() || Instant.now().isAfter(latest)) {
        throw new IllegalStateException("it does not start: " + log());
      }
      Thread.sleep(100);
    }
  }

  /** What it answers there; empty when it answers with an error, or nobody answers. */
  public String get(String pathAndQuery) throws InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(url() + pathAndQuery)).timeout(Duration.ofSeconds(5));
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException e) {
      return "";
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it had to warn of. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
