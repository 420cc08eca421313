package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.ClusterEvent;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Events about the workloads, about what they use, and about nodes. */
public final class EventReader implements ClusterReader {
  private static final int MOST = 300;

  /** Those of nodes come beside the others and take no place of theirs. */
  private static final int MOST_OF_NODES = 200;

  /** Rules look this far back, however short the window is. */
  private static final Duration LEAST = Duration.ofHours(2);

  /** Owned by a workload, so that those of other workloads are none of the gateway's concern. */
  private static final Set<String> OWNED =
      Set.of("Pod", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

  /** What happens with every pod that starts, and with every node that runs. */
  private static final Set<String> ORDINARY =
      Set.of(
          "Scheduled",
          "Pulling",
          "Pulled",
          "Created",
          "Started",
          "SuccessfulCreate",
          "SuccessfulDelete",
          "NodeAllocatableEnforced",
          "NodeHasSufficientMemory",
          "NodeHasNoDiskPressure",
          "NodeHasSufficientPID",
          "RegisteredNode");

  /** What the cluster writes in front of a message that stands for several. */
  private static final String COMBINED = "(combined from similar events): ";

  /** The end of a name that the API server made up: five letters and digits of its alphabet. */
  private static final Pattern MADE_UP = Pattern.compile("-[bcdfghjklmnpqrstvwxz2456789]{5}\\b");

  /** Of one kind, about one object, in one wording. */
  private record Kind(String namespace, String object, String reason, String message) {}

  private record Seen(Event event, Instant at, long count, Optional<WatchedWorkload> workload) {
    Seen and(Seen other) {
      Seen later = other.at.isAfter(at) ? other : this;
      return new Seen(later.event, later.at, count + other.count, workload);
    }
  }

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Event.class);
  }

  @Override
  public String subject() {
    return "events";
  }

  @Override
  public Answer read(ClusterLook look) throws InterruptedException {
    var gathered = new Gathered(subject());
    tell(look.objects().list(Event.class), MOST, look, gathered);
    if (look.objects().sees(Node.class)) {
      tell(NodeEvents.of(look, gathered), MOST_OF_NODES, look, gathered);
    }
    return gathered.answer();
  }

  /** The newest of them, each kind once. */
  private static void tell(List<Event> events, int most, ClusterLook look, Gathered gathered) {
    Map<Kind, Seen> distinct = new LinkedHashMap<>();
    Owners owners = Owners.of(look);
    for (Event event : events) {
      seen(event, look, owners).ifPresent(it -> distinct.merge(kind(event), it, Seen::and));
    }
    distinct.values().stream()
        .sorted(Comparator.comparing(Seen::at).reversed())
        .limit(most)
        .forEach(it -> gathered.add(draft(it)));
    if (distinct.size() > most) {
      gathered.missing(
          distinct.size()
              - most
              + " events that are older than the newest "
              + most
              + " are left out");
    }
  }

  /** Empty when it is too old, ordinary, or about what is no concern of the gateway. */
  private static Optional<Seen> seen(Event event, ClusterLook look, Owners owners) {
    ObjectReference about = event.getInvolvedObject();
    Optional<Instant> at = EventTimes.lastSeen(event);
    Duration back = look.look().window().compareTo(LEAST) > 0 ? look.look().window() : LEAST;
    boolean complete =
        about != null
            && about.getKind() != null
            && about.getName() != null
            && event.getReason() != null
            && at.isPresent();
    if (!complete || at.get().isBefore(look.look().at().minus(back))) {
      return Optional.empty();
    }
    Optional<WatchedWorkload> workload = owners.of(about);
    boolean warning = "Warning".equals(event.getType());
    boolean concerns = workload.isPresent() || !OWNED.contains(about.getKind());
    boolean told = warning || !ORDINARY.contains(event.getReason()) && isTold(about, workload);
    return concerns && told
        ? Optional.of(new Seen(event, at.get(), EventTimes.count(event), workload))
        : Optional.empty();
  }

  /** Whether also what is no warning is worth telling. */
  private static boolean isTold(ObjectReference about, Optional<WatchedWorkload> workload) {
    return workload.isPresent() || about.getKind().startsWith("Node");
  }

  private static Kind kind(Event event) {
    ObjectReference about = event.getInvolvedObject();
    return new Kind(
        String.valueOf(about.getNamespace()),
        about.getKind() + "/" + about.getName(),
        event.getReason(),
        wording(Said.line(event.getMessage()).orElse("")));
  }

  /** The message without what differs each time: names made up for pods that could not be made. */
  private static String wording(String message) {
    String each = message.startsWith(COMBINED) ? message.substring(COMBINED.length()) : message;
    return MADE_UP.matcher(each).replaceAll("-*");
  }

  private static FactDraft<ClusterEvent> draft(Seen seen) {
    ObjectReference about = seen.event().getInvolvedObject();
    String type = seen.event().getType();
    return FactDraft.of(ClusterEvent.class)
        .set("object", about.getKind() + "/" + about.getName())
        .set("namespace", about.getNamespace())
        .set("reason", Said.line(seen.event().getReason()).orElse("?"))
        .set("message", Said.line(seen.event().getMessage()))
        .set("count", seen.count())
        .set("at", seen.at())
        .set("workload", seen.workload().map(WatchedWorkload::name))
        .set("type", "Normal".equals(type) || "Warning".equals(type) ? type : null);
  }

  /** Whom the objects belong to that events are about. */
  private record Owners(
      ClusterLook look,
      Map<String, WatchedWorkload> claims,
      Map<String, WatchedWorkload> autoscalers) {

    static Owners of(ClusterLook look) {
      Map<String, WatchedWorkload> autoscalers = new HashMap<>();
      for (var each : look.objects().list(HorizontalPodAutoscaler.class)) {
        AutoscalerReader.scaled(each, look)
            .ifPresent(
                it ->
                    autoscalers.put(
                        each.getMetadata().getNamespace() + "/" + each.getMetadata().getName(),
                        it));
      }
      return new Owners(look, Claims.of(look), autoscalers);
    }

    Optional<WatchedWorkload> of(ObjectReference about) {
      String key = about.getNamespace() + "/" + about.getName();
      return switch (about.getKind()) {
        case "PersistentVolumeClaim" -> Optional.ofNullable(claims.get(key));
        case "HorizontalPodAutoscaler" -> Optional.ofNullable(autoscalers.get(key));
        default ->
            look.workloads()
                .concernedBy(
                    about.getKind(), String.valueOf(about.getNamespace()), about.getName());
      };
    }
  }
}
