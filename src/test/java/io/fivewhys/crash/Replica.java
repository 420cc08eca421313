package io.fivewhys.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service in a process of its own, which can be killed, stopped and let go on. */
public final class Replica implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final Process process;
  private final Path log;
  private final int port;

  private Replica(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts the service; it may end at once.
   *
   * @param directory its working directory, with its config
   * @param point where it is to end by itself
   * @param spans that are shorter than usual
   * @param clockOffset how wrong its clock is
   */
  public static Replica start(
      Path directory,
      int port,
      Optional<CrashAgent.Point> point,
      List<CrashAgent.Span> spans,
      Duration clockOffset,
      Map<String, String> environment,
      String... flags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.add("--enable-native-access=ALL-UNNAMED");
    String orders =
        Stream.concat(spans.stream(), point.stream())
            .map(Object::toString)
            .collect(Collectors.joining(","));
    if (!orders.isEmpty()) {
      command.add("-javaagent:" + agent(directory) + "=" + orders);
    }
    command.addAll(List.of("-cp", classPath()));
    command.add("io.fivewhys.ReplicaMain");
    command.add(clockOffset.toString());
    command.add("serve");
    command.add("--http.port=" + port);
    command.addAll(List.of(flags));
    Path log = directory.resolve("replica-" + port + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Whatever becomes of the test, no process outlives it.
    Thread end = new Thread(process::destroyForcibly, "end of a replica");
    Runtime.getRuntime().addShutdownHook(end);
    process.onExit().thenRun(() -> forget(end));
    return new Replica(process, log, port);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // All is ending.
    }
  }

  /** Ours, from wherever it is started. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(it -> Path.of(it).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A jar that names the agent, whose class is on the class path. */
  private static Path agent(Path directory) throws IOException {
    Path jar = directory.resolve("crash-agent.jar");
    if (!Files.exists(jar)) {
      var manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest
          .getMainAttributes()
          .put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
    return jar;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has stopped, as the kernel of Linux tells. */
  public boolean isStopped() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.startsWith(" T", stat.lastIndexOf(')') + 1);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether it is ready before it ends. */
  public boolean awaitReady(Client client) throws InterruptedException {
    long endNanos = System.nanoTime() + LONGEST_START.toNanos();
    while (process.isAlive() && System.nanoTime() < endNanos) {
      if (client.get(url() + "/health/ready").status() == 200) {
        return true;
      }
      Thread.sleep(25);
    }
    if (process.isAlive()) {
      throw new IllegalStateException("not ready: " + log());
    }
    return false;
  }

  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  public String log() {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - 6_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
