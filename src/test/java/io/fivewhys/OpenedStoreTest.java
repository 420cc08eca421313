package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.database.DatabaseUnavailable.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OpenedStoreTest {
  private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

  @TempDir Path directory;

  private static DatabaseOptions at(DatabaseOptions real, int port) {
    String url = PORT.matcher(real.url().orElseThrow()).replaceFirst("127.0.0.1:" + port);
    return new DatabaseOptions(
        Optional.of(url),
        real.user(),
        real.password(),
        real.directory(),
        real.connections(),
        Duration.ofSeconds(1));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aServerThatIsNotThereIsWaitedForOnlySoLong() throws Exception {
    var nowhere = at(DatabaseKind.POSTGRESQL.options(directory), freePort());

    assertThatThrownBy(() -> OpenedStore.open(nowhere, Clock.systemUTC(), Duration.ZERO))
        .isInstanceOfSatisfying(
            DatabaseUnavailable.class, it -> assertThat(it.code()).isEqualTo(Code.UNREACHABLE));
  }

  @Test
  void aServerThatComesLaterIsWaitedFor() throws Exception {
    var real = DatabaseKind.POSTGRESQL.options(directory);
    var port = PORT.matcher(real.url().orElseThrow());
    assertThat(port.find()).isTrue();
    int ours = freePort();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opened =
          threads.submit(
              () -> OpenedStore.open(at(real, ours), Clock.systemUTC(), Duration.ofSeconds(60)));
      // Its first try has failed by then, or the second finds it: both are as they should be.
      Thread.sleep(Duration.ofMillis(1_500));
      assertThat(opened.isDone()).isFalse();
      try (var front = new ServerSocket(ours, 50, InetAddress.getLoopbackAddress())) {
        threads.submit(() -> forward(front, Integer.parseInt(port.group(1))));
        try (Database database = opened.get()) {
          assertThat(database.isWell()).isTrue();
        }
      }
    }
  }

  @Test
  void whoIsRefusedIsNotKeptWaiting() {
    var real = DatabaseKind.POSTGRESQL.options(directory);
    var wrong =
        new DatabaseOptions(
            real.url().map(it -> it.replaceFirst("/t[0-9a-f]+", "/of_nobody")),
            real.user(),
            real.password(),
            directory,
            2,
            Duration.ofSeconds(1));

    assertThatThrownBy(() -> OpenedStore.open(wrong, Clock.systemUTC(), Duration.ofHours(1)))
        .isInstanceOf(DatabaseUnavailable.class);
  }

  /** Carries bytes until the server socket is closed. */
  private static void forward(ServerSocket front, int port) {
    while (!front.isClosed()) {
      try {
        Socket near = front.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException closed) {
      // By either end.
    } finally {
      try {
        from.close();
        to.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
