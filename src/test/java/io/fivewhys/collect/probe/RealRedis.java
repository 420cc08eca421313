package io.fivewhys.collect.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisServer;

/** A Redis of its own. */
final class RealRedis implements AutoCloseable {
  private final RedisServer server;
  private final int port = FakeServer.nobody();
  private final List<RespConnection> open = new ArrayList<>();

  RealRedis(Path directory, String... settings) throws IOException {
    var builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1");
    // Each one its own, or it would begin with what another has saved.
    builder.setting("dir " + Files.createTempDirectory(directory, "redis"));
    builder.setting("save 3600 1");
    for (String each : settings) {
      builder.setting(each);
    }
    server = builder.build();
    server.start();
  }

  int port() {
    return port;
  }

  /** A connection that stays open until the server is closed. */
  RespConnection connect() throws IOException {
    var connection = new RespConnection(new Socket("127.0.0.1", port));
    open.add(connection);
    return connection;
  }

  String call(String... command) throws Exception {
    try (var connection = new RespConnection(new Socket("127.0.0.1", port))) {
      return connection.call(command);
    }
  }

  /** Stops in its tracks for as long as this takes. */
  void stopped(Runnable meanwhile) throws Exception {
    String pid = call("INFO", "server").replaceAll("(?s).*process_id:(\\d+).*", "$1");
    signal(pid, "STOP");
    try {
      meanwhile.run();
    } finally {
      signal(pid, "CONT");
    }
  }

  private static void signal(String pid, String signal) throws Exception {
    if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
      throw new AssertionError("no signal to " + pid);
    }
  }

  void stop() throws IOException {
    server.stop();
  }

  @Override
  public void close() throws IOException {
    for (RespConnection each : open) {
      each.close();
    }
    server.stop();
  }
}
