package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import io.fivewhys.collect.accesslog.LastLines.Line;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.logs.line.Header;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.Level;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An application's log: its lines are handed on. Where there are too many, those go that call
 * themselves harmless.
 */
final class ApplicationIntake implements Intake {
  private final Path path;
  private final String workload;
  private final int most;
  private final LastLines telling;
  private final LastLines harmless;
  private Times times = new Times(Instant.EPOCH);
  private Optional<Instant> assumed = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private boolean lastHarmless;
  private long lines;

  /** When it was seen that lines are lost. */
  private Instant lossy = Instant.MIN;

  /**
   * @param path as configured
   * @param most lines that are handed on
   */
  ApplicationIntake(Path path, String workload, int most) {
    this.path = path;
    this.workload = workload;
    this.most = most;
    telling = new LastLines(most);
    harmless = new LastLines(most);
  }

  @Override
  public void begin(Look look, boolean first) {
    times = new Times(look.at());
    // Nobody knows when lines without a time were written that were there already.
    assumed = first ? Optional.empty() : Optional.of(look.at().minusMillis(1));
    last = Optional.empty();
  }

  /** What begins a line. */
  private record Beginning(Optional<Instant> at, Optional<Level> level) {
    boolean isPresent() {
      return at.isPresent() || level.isPresent();
    }
  }

  private Beginning beginningOf(String text) {
    RawLine line = RawLine.of(text, times);
    Optional<Json> json = Json.of(line.text());
    if (json.isPresent()) {
      return new Beginning(line.at().or(() -> json.get().time(times)), json.get().level());
    }
    Header header = Header.of(line.text(), times);
    return new Beginning(line.at().or(header::at), header.level());
  }

  @Override
  public Optional<Instant> timeOf(String line) {
    return beginningOf(line).at();
  }

  @Override
  public void line(String line) {
    if (line.isBlank() || !Readable.is(line)) {
      return;
    }
    Beginning beginning = beginningOf(line);
    if (beginning.isPresent()) {
      lastHarmless = beginning.level().filter(level -> !level.isAtLeast(Level.WARN)).isPresent();
    }
    // A line without a time, such as one of a stack trace, belongs to the one before it.
    last = beginning.at().or(() -> last);
    last.or(() -> assumed)
        .ifPresent(at -> (lastHarmless ? harmless : telling).add(new Line(at, lines++, line)));
  }

  @Override
  public void gap() {
    last = Optional.empty();
  }

  @Override
  public Seen seen(Look look, Progress progress) {
    List<Line> kept = new ArrayList<>(telling.between(look.from(), look.at()));
    List<Line> others = harmless.between(look.from(), look.at());
    int room = Math.min(others.size(), most - kept.size());
    kept.addAll(others.subList(others.size() - room, others.size()));
    List<String> texts =
        kept.stream().sorted(Comparator.comparingLong(Line::number)).map(Line::text).toList();
    List<Fact> facts = texts.isEmpty() ? List.of() : List.of(fact(texts));
    List<String> blind = missing(look, progress);
    if (telling.lacksAnySince(look.from())) {
      blind.add("only the latest " + texts.size() + " lines of the window; raise sample-lines");
    }
    boolean fewer = room < others.size() || harmless.lacksAnySince(look.from());
    List<String> notes =
        fewer ? List.of("lines below WARN were left out, for there are too many") : List.of();
    return new Seen(facts, blind, notes);
  }

  /** What is lost is missing until the window is behind it. */
  private List<String> missing(Look look, Progress progress) {
    List<String> missing = progress.missing(path);
    if (progress.isLossy()) {
      lossy = look.at();
    } else if (lossy.isAfter(look.from())) {
      missing.add("lines from before " + lossy + " were skipped or lost");
    }
    return missing;
  }

  private Fact fact(List<String> texts) {
    return new LogLines(
        workload,
        Optional.empty(),
        Optional.of(LogLines.Format.PLAIN),
        texts,
        Optional.empty(),
        OptionalLong.empty());
  }
}
