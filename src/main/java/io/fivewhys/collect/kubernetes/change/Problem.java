package io.fivewhys.collect.kubernetes.change;

import java.util.List;

/**
 * Something that is plainly wrong with an object.
 *
 * @param kind of the object
 * @param text what is wrong, as one sentence without its end
 * @param affects workloads that it does harm to, or the Service that is missing
 * @param atGateway requests fail at the gateway itself, if at all
 */
record Problem(
    ObservedKind kind,
    String namespace,
    String name,
    String text,
    List<String> affects,
    boolean atGateway) {

  Problem {
    affects = List.copyOf(affects);
  }

  /** Tells it from other problems. */
  String what() {
    return id() + " " + text;
  }

  String id() {
    return Known.id(kind, namespace, name);
  }
}
