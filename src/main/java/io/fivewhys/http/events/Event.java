package io.fivewhys.http.events;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a listener is told. */
public sealed interface Event {
  /** Topics of one event; with more it is easier to read everything again. */
  int MOST_TOPICS = 200;

  /** Whatever is read from now on is followed. */
  record Hello(String id) implements Event {}

  /** These have to be read again. */
  record Changed(String id, Set<String> topics) implements Event {
    public Changed {
      topics = new TreeSet<>(topics);
    }
  }

  /** Everything has to be read again: nobody knows what was missed. */
  record Reset(String id) implements Event {}

  /** Whether the store answers. While it does not, changes may be told late. */
  record Store(boolean up) implements Event {}

  /**
   * As text/event-stream has it (WHATWG HTML, 9.2).
   *
   * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the standard</a>
   */
  default String text() {
    return switch (this) {
      case Hello(String id) -> "id: " + id + "\nevent: hello\ndata: {}\n\n";
      case Changed(String id, Set<String> topics) ->
          "id: " + id + "\nevent: changed\ndata: {\"topics\":" + json(topics) + "}\n\n";
      case Reset(String id) -> "id: " + id + "\nevent: reset\ndata: {}\n\n";
      case Store(boolean up) -> "event: store\ndata: {\"up\":" + up + "}\n\n";
    };
  }

  private static String json(Set<String> topics) {
    return topics.stream().map(Event::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String topic) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(topic)) + "\"";
  }
}
