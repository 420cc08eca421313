package io.fivewhys.demo.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One line of JSON for each request, with the keys of Envoy's; renamed away when it is large. */
final class AccessLog implements AutoCloseable {
  private static final int KEPT = 3;

  /** A request, as it came. */
  record Asked(
      Instant at, String method, String uri, String host, String client, String userAgent) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Path file;
  private final long mostBytes;
  private BufferedWriter writer;
  private long written;

  AccessLog(Path file, long mostBytes) throws IOException {
    this.file = file;
    this.mostBytes = mostBytes;
    removeOld();
    open();
  }

  /** Of a gateway that ran here before: to whoever reads it, the time between would be silence. */
  private void removeOld() throws IOException {
    Files.deleteIfExists(file);
    for (int i = 1; i <= KEPT; i++) {
      Files.deleteIfExists(rotated(i));
    }
  }

  private Path rotated(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private void open() throws IOException {
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written = Files.size(file);
  }

  /**
   * @param route its name; empty when none matched
   * @param cluster the service that it goes to; empty when none matched
   */
  void write(Asked asked, String route, String cluster, Outcome outcome, long millis) {
    String line = line(asked, route, cluster, outcome, millis) + "\n";
    synchronized (this) {
      try {
        if (written + line.length() > mostBytes) {
          rotate();
        }
        writer.write(line);
        writer.flush();
        written += line.length();
      } catch (IOException e) {
        throw new UncheckedIOException("the access log cannot be written", e);
      }
    }
  }

  private String line(Asked asked, String route, String cluster, Outcome outcome, long millis) {
    ObjectNode line = json.createObjectNode();
    line.put("start_time", asked.at().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("method", asked.method())
        .put("path", asked.uri())
        .put("protocol", "HTTP/1.1")
        .put("response_code", outcome.status())
        .put("response_flags", orDash(outcome.flags()))
        .put("response_code_details", outcome.details())
        .put("bytes_sent", outcome.body().length())
        .put("duration", millis)
        .put("x_forwarded_for", asked.client())
        .put("user_agent", asked.userAgent())
        .put("request_id", UUID.randomUUID().toString())
        .put("authority", asked.host())
        .put("upstream_host", outcome.endpoint().map(Object::toString).orElse("-"))
        .put("upstream_cluster", orDash(cluster))
        .put("route_name", orDash(route));
    outcome.endpoint().ifPresent(_ -> line.put("upstream_service_time", outcome.upstreamMillis()));
    return line.toString();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private void rotate() throws IOException {
    writer.close();
    for (int i = KEPT - 1; i >= 1; i--) {
      if (Files.exists(rotated(i))) {
        Files.move(rotated(i), rotated(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, rotated(1), StandardCopyOption.REPLACE_EXISTING);
    open();
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
