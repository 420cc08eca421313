package io.fivewhys.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server on 127.0.0.1 that stands for another service: it checks what that service
 * checks, counts what it took, and misbehaves when told to, one trouble for each request or by
 * chance. Over HTTP: {@code GET /_counts}, {@code POST /_trouble/429?times=2&retry-after=3} (or
 * hang, reset, lost, slow, garbage, huge), {@code POST /_trouble/by-chance?percent=20}.
 */
public abstract class ScriptedServer implements AutoCloseable {
  private static final int MOST_BYTES = 2 << 20;

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int percentByChance;
  private volatile Thread serving;
  private final Random chance = new Random(5);

  /** What came, header names in lower case. */
  public record Request(String method, String path, Map<String, String> headers, byte[] body) {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** What goes out. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  /** How a request goes wrong. */
  public sealed interface Trouble {
    /** It is answered so and not looked at. */
    record Status(Answer answer) implements Trouble {
      public static Status of(int status) {
        return new Status(Answer.of(status, "trouble"));
      }

      public static Status of(int status, String retryAfter) {
        return new Status(new Answer(status, Map.of("Retry-After", retryAfter), "trouble"));
      }
    }

    /** It is never answered, nor looked at. */
    record Hang() implements Trouble {}

    /** The connection is reset before it is looked at. */
    record Reset() implements Trouble {}

    /** It is taken, and the connection is reset in the middle of the answer. */
    record Lost() implements Trouble {}

    /** It is taken, and the answer comes byte by byte, one each so often. */
    record Slow(Duration each) implements Trouble {}

    /** It is not looked at, and what is answered is no HTTP. */
    record Garbage() implements Trouble {}

    /** It is not looked at, and the answer does not end. */
    record Huge() implements Trouble {}
  }

  protected ScriptedServer(int port) throws IOException {
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
  }

  /** To be called when the subclass is ready. */
  protected final void start() {
    serving = Thread.ofVirtual().name("scripted-server").start(this::serve);
  }

  /** What the service that it stands for does. */
  protected abstract Answer answer(Request request) throws IOException;

  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Each for one of the next requests, in order. */
  public final void next(Trouble... next) {
    troubles.addAll(List.of(next));
  }

  /** From now on so many of a hundred requests go wrong in one way or another. */
  public final void byChance(int percent) {
    percentByChance = percent;
  }

  /** Requests so far, those that went wrong too. */
  public final int asked() {
    return asked.get();
  }

  /** What was taken, by dedup key or id of the message. */
  public final Map<String, Integer> counts() {
    var all = new TreeMap<String, Integer>();
    counts.forEach((key, count) -> all.put(key, count.get()));
    return all;
  }

  /** What the real service would have refused, or should never see. */
  public final List<String> violations() {
    return List.copyOf(violations);
  }

  protected final void count(String key) {
    counts.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
  }

  protected final void violation(String what) {
    violations.add(what);
  }

  /** Runs until the process ends, for tests of other processes. */
  protected static void standalone(ScriptedServer server) throws InterruptedException {
    System.out.println("listening on " + server.url());
    server.closed.await();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      Optional<Request> request = read(new BufferedInputStream(client.getInputStream()));
      if (request.isPresent()) {
        reply(request.get(), client);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the test is over.
    } finally {
      open.remove(client);
    }
  }

  private void reply(Request request, Socket client) throws IOException, InterruptedException {
    if (request.path().startsWith("/_")) {
      write(client.getOutputStream(), controlled(request));
      return;
    }
    asked.incrementAndGet();
    Trouble trouble = troubles.poll();
    if (trouble == null && chance.nextInt(100) < percentByChance) {
      trouble = anyTrouble();
    }
    OutputStream out = client.getOutputStream();
    switch (trouble) {
      case null -> write(out, answer(request));
      case Trouble.Status(var answer) -> write(out, answer);
      case Trouble.Hang _ -> closed.await();
      case Trouble.Reset _ -> client.setSoLinger(true, 0);
      case Trouble.Lost _ -> {
        byte[] all = bytes(answer(request));
        out.write(all, 0, all.length - 1);
        out.flush();
        client.setSoLinger(true, 0);
      }
      case Trouble.Slow(var each) -> {
        for (byte one : bytes(answer(request))) {
          out.write(one);
          out.flush();
          if (closed.await(each.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS)) {
            return;
          }
        }
      }
      case Trouble.Garbage _ -> out.write("\u0001\u0002 no such protocol\n\n".getBytes());
      case Trouble.Huge _ -> {
        out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes());
        byte[] much = " ".repeat(1 << 16).getBytes();
        for (int i = 0; i < 10_000; i++) {
          out.write(much);
        }
      }
    }
  }

  private Trouble anyTrouble() {
    return switch (chance.nextInt(5)) {
      case 0 -> Trouble.Status.of(429, "1");
      case 1 -> Trouble.Status.of(500);
      case 2 -> new Trouble.Reset();
      case 3 -> new Trouble.Lost();
      default -> new Trouble.Slow(Duration.ofMillis(2));
    };
  }

  private Answer controlled(Request request) throws IOException {
    if (request.path().equals("/_counts")) {
      var all = Map.of("counts", counts(), "violations", violations(), "asked", asked());
      return Answer.of(200, new ObjectMapper().writeValueAsString(all));
    }
    var query = URI.create(request.path());
    String kind = query.getPath().substring("/_trouble/".length());
    if (kind.equals("by-chance")) {
      byChance(Integer.parseInt(parameter(query, "percent").orElseThrow()));
      return Answer.of(200, "");
    }
    int times = Integer.parseInt(parameter(query, "times").orElse("1"));
    for (int i = 0; i < times; i++) {
      next(trouble(kind, parameter(query, "retry-after")));
    }
    return Answer.of(200, "");
  }

  private static Trouble trouble(String kind, Optional<String> retryAfter) {
    return switch (kind) {
      case "hang" -> new Trouble.Hang();
      case "reset" -> new Trouble.Reset();
      case "lost" -> new Trouble.Lost();
      case "slow" -> new Trouble.Slow(Duration.ofMillis(20));
      case "garbage" -> new Trouble.Garbage();
      case "huge" -> new Trouble.Huge();
      default -> {
        int status = Integer.parseInt(kind);
        yield retryAfter
            .map(it -> Trouble.Status.of(status, it))
            .orElseGet(() -> Trouble.Status.of(status));
      }
    };
  }

  private static Optional<String> parameter(URI url, String name) {
    for (String pair : Optional.ofNullable(url.getQuery()).orElse("").split("&")) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0 || head.length() > 65_536) {
        return Optional.empty();
      }
      head.append((char) one);
    }
    String[] lines = head.toString().split("\r\n");
    String[] first = lines[0].split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(":", 2);
      headers.merge(parts[0].toLowerCase(Locale.ROOT), parts[1].strip(), (a, b) -> a + ", " + b);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > MOST_BYTES) {
      throw new IOException("a body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    return body.length < length
        ? Optional.empty()
        : Optional.of(new Request(first[0], first[1], headers, body));
  }

  private static void write(OutputStream out, Answer answer) throws IOException {
    out.write(bytes(answer));
    out.flush();
  }

  private static byte[] bytes(Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    var text = new StringBuilder("HTTP/1.1 " + answer.status() + " Said\r\nConnection: close\r\n");
    answer.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    if (answer.status() != 204) {
      text.append("Content-Length: " + body.length + "\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    awaitEndOf(serving);
    for (Socket each : open) {
      each.close();
    }
  }

  /** The port listens until whoever waits there for a connection has left. */
  private static void awaitEndOf(Thread serving) {
    try {
      serving.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
