package io.fivewhys.collect.kubernetes.logs;

import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A question for the log of one container, as in <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod">
 * the Pod API</a>.
 *
 * @param previous of the container's run before its last crash
 * @param since no lines from before; all when empty
 * @param mostLines the newest
 * @param mostBytes that are kept of it
 */
record LogRequest(
    String namespace,
    String pod,
    String container,
    boolean previous,
    Optional<Instant> since,
    int mostLines,
    long mostBytes) {
  /**
   * The kubelet begins at the oldest of the lines and ends at the limit: the newest would be
   * missing. So more is read than is kept, and still not without end.
   */
  private static final int READ_FOR_KEPT = 8;

  long bytesRead() {
    return mostBytes * READ_FOR_KEPT;
  }

  /** The same for fewer lines. */
  LogRequest withLines(int fewer) {
    return new LogRequest(namespace, pod, container, previous, since, fewer, mostBytes);
  }

  URI at(URL server) {
    String base = server.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
            + "/api/v1/namespaces/%s/pods/%s/log".formatted(encoded(namespace), encoded(pod))
            + "?container="
            + encoded(container)
            + "&timestamps=true&tailLines="
            + mostLines
            + "&limitBytes="
            + bytesRead()
            + (previous ? "&previous=true" : "")
            + since.map(it -> "&sinceTime=" + it.truncatedTo(ChronoUnit.SECONDS)).orElse(""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
