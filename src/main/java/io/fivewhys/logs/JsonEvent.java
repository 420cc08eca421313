package io.fivewhys.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Level;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** An event that a logger wrote as one JSON object, be its stack trace inside. */
final class JsonEvent {
  private static final String[] MESSAGES = {
    "msg",
    "message",
    "@m",
    "@mt",
    "event",
    "log",
    "short_message",
    "text",
    "body",
    "textPayload",
    "description"
  };
  private static final String[] ERRORS = {
    "err",
    "error",
    "exception",
    "exc",
    "exc_info",
    "stack",
    "stack_trace",
    "stacktrace",
    "stackTrace",
    "@x",
    "thrown",
    "cause",
    "reason",
    "details",
    "detail",
    "traceback",
    "backtrace",
    "error.message",
    "error.stack_trace",
    "error.type",
    "exception.message",
    "exception.stacktrace",
    "errorMessage",
    "error_message",
    "errorVerbose",
    "panic",
    "full_message",
    "Exception",
    "fields"
  };
  private static final String[] PEERS = {
    "peer",
    "peer.service",
    "remote",
    "upstream",
    "dependency",
    "addr",
    "address",
    "db.host",
    "db_host",
    "broker",
    "endpoint",
    "target",
    "url",
    "uri"
  };
  private static final int DEEPEST = 4;

  private JsonEvent() {}

  static Event of(Json json, RawLine line, Times times) {
    Optional<Instant> at = json.time(times).or(line::at);
    Optional<Level> level = json.level().or(() -> bySeverityInText(json));
    Event event = new Event(at, level, true);
    Optional<String> code = json.text("code", "errorCode", "error_code", "sqlstate", "errno");
    String message = json.text(MESSAGES).orElse("");
    if (code.isPresent() && !message.isEmpty()) {
      message = message + " (" + code.get() + ")";
    }
    lines(event, message);
    for (String name : ERRORS) {
      JsonNode node = json.root().get(name);
      if (node != null) {
        walk(event, node, 0);
      }
    }
    if (event.lines() == 0) {
      event.add(line.text(), false);
    }
    event.wasOneLine();
    event.hint(peer(json));
    return event;
  }

  /** .NET and others write no level but an exception. */
  private static Optional<Level> bySeverityInText(Json json) {
    return json.node("@x", "stack_trace", "exc_info", "stack").isPresent()
        ? Optional.of(Level.ERROR)
        : Optional.empty();
  }

  private static void walk(Event event, JsonNode node, int depth) {
    if (node.isTextual()) {
      lines(event, node.asText());
    } else if (node.isContainerNode() && depth < DEEPEST) {
      node.forEach(child -> walk(event, child, depth + 1));
    }
  }

  private static void lines(Event event, String text) {
    boolean[] traceback = {false};
    text.lines()
        .limit(300)
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              boolean indented = line.charAt(0) == ' ' || line.charAt(0) == '\t';
              boolean begins = line.startsWith("Traceback (most recent");
              event.add(line, begins || (traceback[0] && indented) || Frames.isFrame(line));
              traceback[0] = begins || (traceback[0] && indented);
            });
  }

  private static Optional<String> peer(Json json) {
    Optional<String> host =
        json.text("hostname", "host", "server.address", "net.peer.name", "remote_host");
    OptionalDouble port = json.number("port", "server.port", "net.peer.port", "remote_port");
    if (host.isPresent() && port.isPresent()) {
      return Target.cleaned(host.get() + ":" + (int) port.getAsDouble());
    }
    return json.text(PEERS)
        .filter(text -> text.contains("://") || Target.in(text).isPresent())
        .flatMap(text -> text.contains("://") ? Target.cleaned(text) : Target.in(text));
  }
}
