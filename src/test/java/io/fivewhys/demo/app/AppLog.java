package io.fivewhys.demo.app;

import io.fivewhys.demo.cluster.ContainerLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes as Spring Boot's default layout does, stack traces shortened to what tells. */
public final class AppLog {
  private static final int MOST_FRAMES = 7;

  private final ContainerLog output;
  private final String application;

  public AppLog(ContainerLog output, String application) {
    this.output = output;
    this.application = application;
  }

  public void info(Class<?> from, String message) {
    output.write(line("INFO", from, message));
  }

  public void warn(Class<?> from, String message) {
    output.write(line("WARN", from, message));
  }

  public void error(Class<?> from, String message, Throwable thrown) {
    StringBuilder text = new StringBuilder(line("ERROR", from, message));
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      text.append('\n').append(t == thrown ? "" : "Caused by: ").append(t);
      StackTraceElement[] frames = t.getStackTrace();
      for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
        text.append("\n\tat ").append(frames[i]);
      }
      if (frames.length > MOST_FRAMES) {
        text.append("\n\t... ").append(frames.length - MOST_FRAMES).append(" frames omitted");
      }
    }
    output.write(text.toString());
  }

  private String line(String level, Class<?> from, String message) {
    return "%s %5s 1 --- [%s] [%s] %s : %s"
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            level,
            application,
            Thread.currentThread().getName(),
            from.getName().replaceAll("([a-z])[a-z]*\\.", "$1."),
            message);
  }
}
