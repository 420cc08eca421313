package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Asks a container over HTTP whether it is ready, as often as its pod says. */
final class ReadinessProbe {
  private final Probe probe;
  private final PodNetwork network;
  private final String ip;
  private Instant next;
  private int failures;
  private int successes;
  private boolean ready;
  private boolean asking;
  private Optional<String> complaint = Optional.empty();

  ReadinessProbe(Probe probe, PodNetwork network, String ip, Instant started) {
    this.probe = probe;
    this.network = network;
    this.ip = ip;
    this.next = started.plusSeconds(orElse(probe.getInitialDelaySeconds(), 0));
  }

  synchronized boolean isReady() {
    return ready;
  }

  /** Why it failed since the last time this was asked. */
  synchronized Optional<String> complaint() {
    var now = complaint;
    complaint = Optional.empty();
    return now;
  }

  /** Asks, when it is time; returns at once. */
  synchronized void tick() {
    if (!asking && !Instant.now().isBefore(next)) {
      asking = true;
      Thread.ofVirtual().name("readiness-" + ip).start(() -> learn(failure()));
    }
  }

  private synchronized void learn(Optional<String> failure) {
    asking = false;
    next = Instant.now().plusSeconds(orElse(probe.getPeriodSeconds(), 10));
    failures = failure.isPresent() ? failures + 1 : 0;
    successes = failure.isPresent() ? 0 : successes + 1;
    complaint = failure.map(why -> "Readiness probe failed: " + why).or(() -> complaint);
    if (failures >= orElse(probe.getFailureThreshold(), 3)) {
      ready = false;
    } else if (successes >= orElse(probe.getSuccessThreshold(), 1)) {
      ready = true;
    }
  }

  private Optional<String> failure() {
    int port = (Integer) probe.getHttpGet().getPort().getValue();
    String path = probe.getHttpGet().getPath();
    String shown = "Get \"http://%s:%d%s\": ".formatted(ip, port, path);
    int timeout = (int) Duration.ofSeconds(orElse(probe.getTimeoutSeconds(), 1)).toMillis();
    InetSocketAddress real = network.route(ip, port);
    try {
      var url = URI.create("http://127.0.0.1:" + real.getPort() + path).toURL();
      var call = (HttpURLConnection) url.openConnection();
      call.setConnectTimeout(timeout);
      call.setReadTimeout(timeout);
      call.setRequestProperty("User-Agent", "kube-probe/1.31");
      call.setRequestProperty("Connection", "close");
      int status = call.getResponseCode();
      call.disconnect();
      return status >= 200 && status < 400
          ? Optional.empty()
          : Optional.of("HTTP probe failed with statuscode: " + status);
    } catch (ConnectException e) {
      return Optional.of(shown + "dial tcp %s:%d: connect: connection refused".formatted(ip, port));
    } catch (SocketTimeoutException e) {
      return Optional.of(
          shown + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    } catch (IOException e) {
      return Optional.of(shown + "EOF");
    }
  }

  private static int orElse(Integer given, int otherwise) {
    return Objects.requireNonNullElse(given, otherwise);
  }
}
