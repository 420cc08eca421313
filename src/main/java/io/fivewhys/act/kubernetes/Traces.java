package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.mitigate.Actuator.Ticket;

/** What interventions leave at the objects that they are about, as annotations. */
final class Traces {
  /** Id of the intervention that changed it last. */
  static final String ACTION = "fivewhys.io/action";

  /**
   * Id of the intervention that was settled last, and the number of the intent under which: whoever
   * comes with a smaller one for the same intervention was given up. Numbers of other interventions
   * say nothing: another store, or one that was made anew, counts from the beginning.
   */
  static final String FENCE = "fivewhys.io/fence";

  private Traces() {}

  /** Whether the intervention has changed it. */
  static boolean isDone(ClusterObject object, Ticket ticket) {
    return ticket.intervention().equals(object.annotations().get(ACTION));
  }

  /** Whether somebody with a larger number has settled the intervention. */
  static boolean isGivenUp(ClusterObject object, Ticket ticket) {
    String[] fence = object.annotations().getOrDefault(FENCE, "").split(" ", 2);
    if (fence.length < 2 || !fence[0].equals(ticket.intervention())) {
      return false;
    }
    try {
      return Long.parseLong(fence[1]) > ticket.fence();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Makes every patch fail that was prepared before it. */
  static Patch seal(Ticket ticket) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata")
        .putObject("annotations")
        .put(FENCE, ticket.intervention() + " " + ticket.fence());
    return new Patch(PatchType.JSON_MERGE, body);
  }

  /** The beginning of a merge patch: its precondition, and who it is. */
  static ObjectNode mergePatch(ClusterObject read, Ticket ticket) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata")
        .put("resourceVersion", read.resourceVersion())
        .putObject("annotations")
        .put(ACTION, ticket.intervention());
    return body;
  }
}
