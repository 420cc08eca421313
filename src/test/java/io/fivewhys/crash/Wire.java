package io.fivewhys.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What leads from services to the API server. A change may stay on it for a while: it arrives
 * though who sent it is dead by then.
 */
final class Wire implements AutoCloseable {
  private static final String PATCH = "PATCH ";
  private static final String DRY_RUN = "dryRun=";
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ACTION =
      Pattern.compile("\"" + WritesSeen.ACTION + "\":\"([^\"]+)\"");
  private static final String END_OF_HEADERS = "\r\n\r\n";
  private static final int CHUNK = 65_536;

  /** Nothing stays on it for longer. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(3);

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Hold> next = new AtomicReference<>();

  Wire(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    Thread.ofVirtual().name("wire").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** A change that is to be held up, or is. */
  static final class Hold {
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Optional<String> action = Optional.empty();

    /** Id of the intervention whose change it is, once it is there and waits. */
    Optional<String> action() {
      return action;
    }

    void release() {
      released.countDown();
    }
  }

  /** The next change of an intervention waits until it is released. */
  Hold holdNext() {
    var hold = new Hold();
    next.set(hold);
    return hold;
  }

  /** None waits that is not there yet. */
  void holdNothing() {
    next.set(null);
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listening.accept();
        var to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> forth(from, to));
        Thread.ofVirtual().start(() -> back(to, from));
      }
    } catch (IOException closed) {
      open.forEach(Wire::close);
    }
  }

  /** Who sent it may be gone: what was sent arrives all the same. */
  private void forth(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      byte[] chunk = new byte[CHUNK];
      int read;
      while ((read = in.read(chunk)) >= 0) {
        String text = text(chunk, read);
        if (text.startsWith(PATCH) && !text.lines().findFirst().orElse("").contains(DRY_RUN)) {
          to.getOutputStream().write(whole(chunk, read, in));
        } else {
          to.getOutputStream().write(chunk, 0, read);
        }
      }
    } catch (IOException cut) {
      // What came before has been sent.
    }
    try {
      to.shutdownOutput();
    } catch (IOException gone) {
      // Then there is nobody who could be told.
    }
  }

  /** A change, once it may go on. */
  private byte[] whole(byte[] chunk, int read, InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(chunk, 0, read);
    while (!isWhole(bytes.toString(StandardCharsets.ISO_8859_1))) {
      int more = in.read(chunk);
      if (more < 0) {
        break;
      }
      bytes.write(chunk, 0, more);
    }
    Matcher action = ACTION.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
    Hold hold = action.find() ? next.getAndSet(null) : null;
    if (hold != null) {
      hold.action = Optional.of(action.group(1));
      try {
        hold.released.await(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isWhole(String request) {
    int headers = request.indexOf(END_OF_HEADERS);
    if (headers < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(request.substring(0, headers));
    int body = request.length() - headers - END_OF_HEADERS.length();
    return !length.find() || body >= Integer.parseInt(length.group(1));
  }

  private static String text(byte[] chunk, int read) {
    return new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
  }

  private void back(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // Nobody is there who could hear it.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
