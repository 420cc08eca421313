package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.kubernetes.ApiFailure;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Gathered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Events about nodes. A node is in no namespace, and its events are in {@code default}, which is as
 * a rule none of the namespaces that are looked at.
 */
final class NodeEvents {
  private static final String NAMESPACE = "default";

  /** Nodes, and the claims by which Karpenter asks for them. */
  private static final List<String> KINDS = List.of("Node", "NodeClaim");

  private static final long PAGE = 500;

  /** The API server gives them in no order of time: the newest may come last. */
  private static final int MOST_PAGES = 10;

  /** What is late must not delay, and so lose, the events that are watched. */
  private static final Duration LONGEST = Duration.ofMillis(1_500);

  private record Fetched(List<Event> events, boolean whole) {}

  private NodeEvents() {}

  /** What there is; that they may not be seen is worth a note and no more. */
  static List<Event> of(ClusterLook look, Gathered gathered) throws InterruptedException {
    if (look.namespaces().contains(NAMESPACE)) {
      return List.of();
    }
    var fetching = new FutureTask<>(() -> fetch(look));
    Thread.ofVirtual().name("node-events").start(fetching);
    try {
      Fetched fetched = fetching.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      if (!fetched.whole()) {
        gathered.missing("there are more events of nodes than " + MOST_PAGES * PAGE);
      }
      return fetched.events();
    } catch (TimeoutException e) {
      gathered.missing("events of nodes do not come within " + LONGEST.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KubernetesClientException refused && refused.getCode() == 403) {
        gathered.note("events of nodes are not seen: grant get and list of events in default");
      } else {
        String reason = ApiFailure.of(e.getCause()).reason();
        gathered.missing("cannot list events of nodes: " + reason);
      }
    } finally {
      fetching.cancel(true);
    }
    return List.of();
  }

  private static Fetched fetch(ClusterLook look) {
    List<Event> events = new ArrayList<>();
    boolean whole = true;
    for (String kind : KINDS) {
      String next = null;
      int pages = 0;
      do {
        var about =
            new ListOptionsBuilder()
                .withFieldSelector("involvedObject.kind=" + kind)
                .withLimit(PAGE)
                .withContinue(next)
                .build();
        EventList page = look.client().v1().events().inNamespace(NAMESPACE).list(about);
        events.addAll(page.getItems());
        next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty() && ++pages < MOST_PAGES);
      whole &= next == null || next.isEmpty();
    }
    return new Fetched(events, whole);
  }
}
