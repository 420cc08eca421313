package io.fivewhys.demo.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sends requests at a rate, at random moments, and does not wait for answers before the next. */
public final class Traffic implements AutoCloseable {
  /**
   * Customers come from everywhere; 198.18.0.0/15 is nobody's (RFC 2544), and so is 240.0.0.0/4.
   */
  private static final List<String> NETWORKS =
      Stream.concat(
              Stream.of("198.18.", "198.19."),
              IntStream.range(0, 60).mapToObj(it -> "24" + it % 10 + "." + (it * 4 + 3) + "."))
          .toList();

  private static final int MOST_IN_FLIGHT = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PARTNER = "203.0.113.77";
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15",
          "shop-app/7.4 (Android 15)");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final SplittableRandom random = new SplittableRandom(20260101);
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private final Seen seen = new Seen();
  private final Map<String, Rush> rushes = new ConcurrentHashMap<>();
  private final String gateway;
  private final double perSecond;
  private final Thread thread;
  private volatile double exportsPerSecond;
  private volatile boolean closed;

  /**
   * @param gateway e.g. {@code http://127.0.0.1:8000}
   * @param perSecond requests of all kinds
   */
  public Traffic(String gateway, double perSecond) {
    this.gateway = gateway;
    this.perSecond = perSecond;
    this.thread = Thread.ofPlatform().name("traffic").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public Seen seen() {
    return seen;
  }

  /**
   * More and more requests under a path, as when word spreads.
   *
   * @param factor how many times the usual requests it gets in the end
   * @param rise time until then
   */
  public void rush(String prefix, double factor, Duration rise) {
    rushes.put(prefix, new Rush(factor, rise.toNanos(), System.nanoTime()));
  }

  /** As many requests as usual under a path. */
  public void calm(String prefix) {
    rushes.remove(prefix);
  }

  private record Rush(double factor, long riseNanos, long beganNanos) {
    double now() {
      double passed = (double) (System.nanoTime() - beganNanos) / riseNanos;
      return 1 + (factor - 1) * Math.min(1, passed);
    }
  }

  /** A partner fetches whole exports of the catalogue, so many a second; 0 is none. */
  public void export(double perSecond) {
    exportsPerSecond = perSecond;
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      double rate = rate();
      double gap = -Math.log(1 - random.nextDouble()) / rate;
      next = Math.max(next, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
      next += Math.round(gap * 1e9);
      for (long wait = next - System.nanoTime();
          wait > 0 && !closed;
          wait = next - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      if (!closed) {
        send(wish(rate));
      }
    }
  }

  private double rate() {
    double shares = Wish.ORDINARY.stream().mapToDouble(it -> it.share() * factor(it)).sum();
    double ordinary = Wish.ORDINARY.stream().mapToDouble(Wish::share).sum();
    return perSecond * shares / ordinary + exportsPerSecond;
  }

  private Wish wish(double rate) {
    if (random.nextDouble() * rate < exportsPerSecond) {
      return Wish.EXPORT;
    }
    double most = Wish.ORDINARY.stream().mapToDouble(this::factor).max().orElse(1);
    while (true) {
      Wish wish = Wish.pick(random, Wish.ORDINARY);
      if (random.nextDouble() * most < factor(wish)) {
        return wish;
      }
    }
  }

  private double factor(Wish wish) {
    return rushes.entrySet().stream()
        .filter(it -> wish.isUnder(it.getKey()))
        .mapToDouble(it -> it.getValue().now())
        .findFirst()
        .orElse(1);
  }

  private void send(Wish wish) {
    if (!inFlight.tryAcquire()) {
      return; // as many as there are customers wait already
    }
    String uri = wish.uri(random);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + uri))
            .method(
                wish.method(),
                wish.method().equals("POST")
                    ? BodyPublishers.ofString("{}")
                    : BodyPublishers.noBody())
            .timeout(PATIENCE)
            .header("User-Agent", wish == Wish.EXPORT ? "partner-feed/2.0" : browser())
            .header("X-Forwarded-For", wish == Wish.EXPORT ? PARTNER : customer())
            .build();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .handle(
            (HttpResponse<Void> response, Throwable failure) -> {
              inFlight.release();
              seen.add(uri, failure == null ? response.statusCode() : 0);
              return null;
            });
  }

  private String customer() {
    String network = NETWORKS.get(random.nextInt(NETWORKS.size()));
    return network + random.nextInt(256) + "." + random.nextInt(1, 255);
  }

  private String browser() {
    return BROWSERS.get(random.nextInt(BROWSERS.size()));
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdownNow();
    client.close();
  }
}
