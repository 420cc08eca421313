package io.fivewhys.collect.prometheus;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The real Prometheus, of Debian's package, with a week of history that promtool made, scraping
 * expositions each second.
 */
final class RealPrometheus implements AutoCloseable {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  private final Path directory;
  private final HttpServer exporters;
  private DebianServer server;

  /** What is scraped: a job with its target's labels. */
  record Job(String name, Exposition exposition, Map<String, String> labels) {
    /** As Prometheus puts them to every series. */
    Map<String, String> target() {
      Map<String, String> all = new LinkedHashMap<>(labels);
      all.put("job", name);
      all.putIfAbsent("instance", name + ":9090");
      return all;
    }
  }

  private RealPrometheus(Path directory, HttpServer exporters) {
    this.directory = directory;
    this.exporters = exporters;
  }

  /**
   * @param rules a file of rules, empty for none
   */
  static RealPrometheus scraping(Path directory, List<Job> jobs, String rules) throws Exception {
    if (!Files.isExecutable(PROMTOOL)) {
      throw new IllegalStateException("needs Debian's package: apt-get install prometheus");
    }
    var exporters =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    for (Job job : jobs) {
      exporters.createContext(
          "/" + job.name(),
          exchange -> {
            byte[] body = job.exposition().at(Instant.now()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
    }
    exporters.start();
    var prometheus = new RealPrometheus(directory, exporters);
    try {
      prometheus.backfill(jobs);
      prometheus.start(jobs, rules);
    } catch (Exception e) {
      prometheus.close();
      throw e;
    }
    return prometheus;
  }

  private void backfill(List<Job> jobs) throws Exception {
    Map<String, StringBuilder> byMetric = new TreeMap<>();
    for (Job job : jobs) {
      job.exposition().history(job.target(), byMetric);
    }
    Path file = directory.resolve("history.om");
    try (var out = Files.newBufferedWriter(file)) {
      for (StringBuilder samples : byMetric.values()) {
        out.append(samples);
      }
      out.append("# EOF\n");
    }
    run(
        PROMTOOL.toString(),
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        file.toString(),
        directory.resolve("data").toString());
  }

  private void start(List<Job> jobs, String rules) throws Exception {
    var config = new StringBuilder("global: {scrape_interval: 1s, evaluation_interval: 1s}\n");
    if (!rules.isEmpty()) {
      config.append("rule_files: [rules.yml]\n");
      Files.writeString(directory.resolve("rules.yml"), rules);
    }
    config.append("scrape_configs:\n");
    for (Job job : jobs) {
      config.append("- job_name: %s\n  metrics_path: /%s\n".formatted(job.name(), job.name()));
      config.append(
          "  static_configs:\n  - targets: ['127.0.0.1:%d']\n"
              .formatted(exporters.getAddress().getPort()));
      config.append("    labels:\n");
      job.target().entrySet().stream()
          .filter(label -> !label.getKey().equals("job"))
          .forEach(
              label ->
                  config.append("      %s: '%s'\n".formatted(label.getKey(), label.getValue())));
    }
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    server =
        DebianServer.start(
            "prometheus",
            directory,
            DebianServer.freePort(),
            "--config.file=" + file,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--storage.tsdb.retention.time=30d");
    awaitScrapes(jobs.size());
  }

  /** Until each job was scraped some times. */
  private void awaitScrapes(int jobs) throws Exception {
    String query = "count(count_over_time(up[1m]) >= 4)";
    Instant latest = Instant.now().plusSeconds(60);
    while (!said(query).contains("\"" + jobs + "\"]")) {
      if (!server.isAlive() || Instant.now().isAfter(latest)) {
        throw new IllegalStateException("Prometheus does not scrape: " + server.log());
      }
      Thread.sleep(100);
    }
  }

  /** The answer to an instant query, as text; empty while nobody answers. */
  String said(String query) throws InterruptedException {
    return server.get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  URI url() {
    return server.url();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  @Override
  public void close() {
    exporters.stop(0);
    if (server != null) {
      server.close();
    }
  }
}
