package io.fivewhys.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the service told the demo's people, as a webhook gets it; the latest only. */
final class Inbox {
  private static final int MOST = 50;
  private static final int MOST_BYTES = 1 << 20;

  private final ObjectMapper json = new ObjectMapper();
  private final Deque<JsonNode> messages = new ArrayDeque<>();

  synchronized void take(InputStream body) throws IOException {
    messages.addFirst(json.readTree(body.readNBytes(MOST_BYTES)));
    if (messages.size() > MOST) {
      messages.removeLast();
    }
  }

  /** The youngest first, each in a line. */
  synchronized ArrayNode list() {
    ArrayNode all = json.createArrayNode();
    for (JsonNode message : messages) {
      var one = all.addObject();
      one.set("at", message.path("at"));
      one.set("occasion", message.path("occasion"));
      one.set("incident", message.path("incident").path("title"));
      one.set("text", message.path("text"));
    }
    return all;
  }
}
