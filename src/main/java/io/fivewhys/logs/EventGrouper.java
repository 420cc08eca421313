package io.fivewhys.logs;

import io.fivewhys.logs.line.Header;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Level;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts the lines of one thing together: a message and its stack trace, in whatever language, also
 * where a logger writes its header before each line of the trace.
 */
final class EventGrouper {
  /** Lines without header or indentation that may still belong to the error before them. */
  private static final int MOST_PLAIN = 5;

  private static final int FARTHEST_MARK = 160;
  private static final int MOST_SOURCES = 1_000;
  private static final String TRACEBACK = "Traceback (most recent call last)";
  private static final String[] MARKS = {
    TRACEBACK,
    "\tat ",
    "    at ",
    "\t... ",
    "Caused by: ",
    "  File \"",
    "During handling of",
    "The above exception"
  };

  private final Times times;
  private final Consumer<Event> sink;
  private final Map<String, Open> openBySource = new HashMap<>();

  EventGrouper(Times times, Consumer<Event> sink) {
    this.times = times;
    this.sink = sink;
  }

  /** An event that may go on. */
  private static final class Open {
    private final Event event;
    private final boolean headed;
    private String firstOfPrefix = "";
    private boolean inTraceback;
    private boolean afterTraceback;
    private boolean inGoroutine;
    private int plain;

    private Open(Event event, boolean headed) {
      this.event = event;
      this.headed = headed;
    }

    private boolean isError() {
      return event.level().filter(level -> level.isAtLeast(Level.WARN)).isPresent();
    }
  }

  void add(RawLine line) {
    add(line, Json.of(line.text()));
  }

  void add(RawLine line, Optional<Json> json) {
    if (json.isPresent()) {
      Optional<String> inner = json.flatMap(object -> wrapped(object));
      if (inner.isPresent()) {
        Optional<Instant> at = line.at().or(() -> json.get().time(times));
        add(new RawLine(line.source(), at, inner.get().stripTrailing()));
        return;
      }
      close(line.source());
      sink.accept(JsonEvent.of(json.get(), line, times));
      return;
    }
    String text = line.text();
    Open open = openBySource.get(line.source());
    if (text.isBlank()) {
      if (open != null) {
        open.event.countLine();
      }
      return;
    }
    Header header = Header.of(text, times);
    if (open == null || !goesOn(open, text, header)) {
      close(line.source());
      if (openBySource.size() < MOST_SOURCES) {
        openBySource.put(line.source(), begin(line, text, header));
      }
    }
  }

  /** Docker's {@code {"log": "…", "stream": "stderr", "time": "…"}}. */
  private static Optional<String> wrapped(Json json) {
    return json.node("stream").isPresent() ? json.text("log") : Optional.empty();
  }

  private Open begin(RawLine line, String text, Header header) {
    Event event = new Event(header.at().or(line::at), header.level(), header.isPresent());
    Open open = new Open(event, header.isPresent());
    int mark = text.indexOf(TRACEBACK);
    open.inTraceback = mark >= 0 && mark < FARTHEST_MARK;
    if (open.inTraceback) {
      open.firstOfPrefix = text.substring(0, mark);
    }
    event.add(text, false);
    return open;
  }

  private boolean goesOn(Open open, String text, Header header) {
    if (header.isPresent() && header.end() > 0) {
      return goesOnWithHeader(open, text, header);
    }
    if (header.isPresent()) {
      return false;
    }
    boolean indented = text.charAt(0) == ' ' || text.charAt(0) == '\t';
    if (indented) {
      open.plain = 0;
      open.event.add(text, open.inTraceback || open.inGoroutine || Frames.isFrame(text));
      return true;
    }
    if (text.startsWith(TRACEBACK)) {
      boolean joins = open.afterTraceback || (open.isError() && !open.inTraceback);
      if (joins) {
        open.inTraceback = true;
        open.event.add(text, true);
      }
      return joins;
    }
    if (open.inTraceback) {
      open.inTraceback = false;
      open.plain = MOST_PLAIN; // the exception ends it
      open.event.add(text, false);
      return true;
    }
    if (Frames.goesOn(text)) {
      open.plain = 0;
      open.afterTraceback |=
          text.startsWith("During handling of") || text.startsWith("The above exception");
      open.inGoroutine |= text.startsWith("goroutine ");
      open.event.add(text, Frames.isFrame(text) || open.afterTraceback);
      return true;
    }
    if (Frames.starts(text) && !(open.headed && open.isError() && Frames.isException(text))) {
      return false;
    }
    if (open.inGoroutine) {
      boolean frame = text.endsWith(")") && text.indexOf('(') > 0;
      if (frame) {
        open.event.add(text, true);
      }
      return frame;
    }
    boolean joins = open.headed && open.isError() && open.plain++ < MOST_PLAIN;
    if (joins) {
      open.event.add(text, Frames.isFrame(text));
    }
    return joins;
  }

  /**
   * The logger writes its header before every line: then the same header stands before the trace.
   */
  private boolean goesOnWithHeader(Open open, String text, Header header) {
    if (open.inTraceback && sameButDigits(open.firstOfPrefix, text)) {
      String body = text.substring(open.firstOfPrefix.length());
      boolean inside = body.startsWith(" ") || body.startsWith("\t");
      open.inTraceback = inside;
      open.event.add(body, inside);
      return true;
    }
    int limit = Math.min(text.length(), header.end() + FARTHEST_MARK);
    for (String mark : MARKS) {
      int at = text.indexOf(mark, Math.max(0, header.end() - 4));
      if (at < 0 || at > limit) {
        continue;
      }
      String prefix = text.substring(0, at);
      boolean same =
          sameButDigits(prefix, open.event.first()) && (open.isError() || header.level().isEmpty());
      if (!same) {
        return false;
      }
      open.inTraceback = mark.equals(TRACEBACK);
      open.firstOfPrefix = prefix;
      String body = text.substring(at);
      open.event.add(body, open.inTraceback || Frames.isFrame(body));
      return true;
    }
    String body = text.substring(Math.min(header.end(), text.length())).stripLeading();
    boolean detail =
        header.level().isEmpty()
            && (body.contains("DETAIL:  ")
                || body.contains("HINT:  ")
                || body.contains("CONTEXT:  "));
    if (detail) {
      open.event.add(body, true);
    }
    return detail || isStatement(open, text);
  }

  private static boolean isStatement(Open open, String text) {
    int at = text.indexOf("STATEMENT:  ");
    if (at < 0 || at > FARTHEST_MARK) {
      return false;
    }
    open.event.add(text.substring(at), true);
    return true;
  }

  private static boolean sameButDigits(String prefix, String text) {
    if (text.length() < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      char a = prefix.charAt(i);
      char b = text.charAt(i);
      if (a != b && !(Character.isDigit(a) && Character.isDigit(b))) {
        return false;
      }
    }
    return true;
  }

  void finish() {
    for (String source : openBySource.keySet().toArray(String[]::new)) {
      close(source);
    }
  }

  private void close(String source) {
    Open open = openBySource.remove(source);
    if (open != null) {
      sink.accept(open.event);
    }
  }
}
