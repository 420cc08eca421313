package io.fivewhys.demo.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a container wrote, as the kubelet keeps it: the last lines, each with its time. */
public final class ContainerLog {
  private static final int MOST_LINES = 5_000;

  /** A line and when it was written. */
  public record Line(Instant at, String text) {}

  private final Deque<Line> lines = new ArrayDeque<>();
  private boolean ended;

  /** The process is gone: what a thread of it would still say is not heard. */
  public synchronized void end() {
    ended = true;
  }

  /** One line, or several with line ends between them. */
  public synchronized void write(String text) {
    if (ended) {
      return;
    }
    Instant now = Instant.now();
    text.lines().forEach(line -> lines.addLast(new Line(now, line)));
    while (lines.size() > MOST_LINES) {
      lines.removeFirst();
    }
  }

  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }
}
