package io.fivewhys.collect.kubernetes.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of an object.
 *
 * @param version the resource version that its content is of
 * @param writtenAt when its content was last written, as the API server says
 * @param content what it held
 * @param affects workloads that it reached when it was last seen
 * @param managedBy GitOps owner
 * @param told its changes, the oldest first, those within the horizon alone
 * @param goneAt when it was found to be gone
 */
record Known(
    ObservedKind kind,
    String namespace,
    String name,
    String uid,
    String version,
    Optional<Instant> writtenAt,
    Content content,
    List<String> affects,
    Optional<String> managedBy,
    List<Told> told,
    Optional<Instant> goneAt) {
  private static final int MOST_TOLD = 4;
  private static final Duration RESTLESS = Duration.ofHours(1);

  Known {
    affects = List.copyOf(affects);
    told = List.copyOf(told);
  }

  String id() {
    return id(kind, namespace, name);
  }

  static String id(ObservedKind kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }

  boolean isGone() {
    return goneAt.isPresent();
  }

  /** With one more change; what one hand wrote in short order is one. */
  Known telling(Told next) {
    var all = new ArrayList<>(told);
    if (!all.isEmpty() && all.getLast().goesOnIn(next)) {
      all.set(all.size() - 1, all.getLast().with(next));
    } else {
      all.add(next);
    }
    return withTold(all.subList(Math.max(0, all.size() - MOST_TOLD), all.size()));
  }

  /** Without what lies before. */
  Known forgetting(Instant before) {
    return withTold(told.stream().filter(it -> !it.when().isBefore(before)).toList());
  }

  /**
   * It changes all the time and no workload reads it: a controller keeps its own state there, and
   * nobody is told.
   */
  boolean isRestless(Instant now) {
    return affects.isEmpty()
        && told.size() == MOST_TOLD
        && told.getFirst().when().isAfter(now.minus(RESTLESS));
  }

  Known withTold(List<Told> changes) {
    return new Known(
        kind, namespace, name, uid, version, writtenAt, content, affects, managedBy, changes,
        goneAt);
  }

  Known withContent(Content less) {
    return new Known(
        kind, namespace, name, uid, version, writtenAt, less, affects, managedBy, told, goneAt);
  }

  Known withAffects(List<String> workloads) {
    return new Known(
        kind, namespace, name, uid, version, writtenAt, content, workloads, managedBy, told,
        goneAt);
  }

  Known gone(Instant at) {
    return new Known(
        kind,
        namespace,
        name,
        uid,
        version,
        writtenAt,
        content,
        affects,
        managedBy,
        told,
        Optional.of(at));
  }
}
