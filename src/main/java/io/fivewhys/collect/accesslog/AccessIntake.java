package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import io.fivewhys.collect.accesslog.LastLines.Line;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.logs.RouteHistory;
import io.fivewhys.logs.access.AccessLine;
import io.fivewhys.logs.access.AccessLog;
import io.fivewhys.logs.line.Header;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A gateway's access log: its requests are counted, and some of its lines handed on. */
final class AccessIntake implements Intake {
  /** Clocks differ by less, and what is written later than that was held back. */
  private static final Duration MOST_AHEAD = Duration.ofMinutes(2);

  private final AccessLogConfig config;
  private final String workload;
  private final RouteHistory history;
  private final LineSample sample;
  private final LastLines others;
  private LineUpstreams upstreams;
  private Times times = new Times(Instant.EPOCH);
  private AccessLog log = new AccessLog(times);
  private Optional<Instant> assumed = Optional.empty();
  private Optional<Instant> lost = Optional.empty();

  private Optional<Instant> newest = Optional.empty();
  private Instant latestSound = Instant.EPOCH;
  private boolean first;
  private long lines;
  private long ahead;
  private long requests;
  private long number;

  AccessIntake(AccessLogConfig config, String workload) {
    this.config = config;
    this.workload = workload;
    history = new RouteHistory(config.history());
    sample = new LineSample(config.sampleLines());
    others = new LastLines(config.sampleLines());
  }

  @Override
  public void begin(Look look, boolean firstOfAll) {
    times = new Times(look.at());
    log = new AccessLog(times);
    if (upstreams == null) {
      upstreams = new LineUpstreams(config.upstreams(), look.namespace());
    }
    // Nobody knows when lines without a time were written that were there already.
    assumed = firstOfAll ? Optional.empty() : Optional.of(look.at().minusMillis(1));
    first = firstOfAll;
    latestSound = look.at().plus(MOST_AHEAD);
    newest = Optional.empty();
    ahead = 0;
    lines = 0;
    requests = 0;
  }

  @Override
  public Optional<Instant> timeOf(String text) {
    RawLine line = RawLine.of(text, times);
    return log.read(line.text(), Json.of(line.text()), config.format())
        .flatMap(AccessLine::at)
        .or(line::at);
  }

  @Override
  public void line(String text) {
    if (text.isBlank()) {
      return;
    }
    lines++;
    RawLine line = RawLine.of(text, times);
    Optional<AccessLine> request = log.read(line.text(), Json.of(line.text()), config.format());
    if (request.isEmpty()) {
      other(line, text);
      return;
    }
    requests++;
    Optional<Instant> own = request.get().at().or(line::at);
    newest = own.filter(at -> newest.filter(at::isBefore).isEmpty()).or(() -> newest);
    if (own.filter(latestSound::isBefore).isPresent()) {
      ahead++;
      return;
    }
    own.or(() -> assumed).ifPresent(at -> add(request.get(), at, text));
  }

  private void add(AccessLine request, Instant at, String text) {
    history.begin(at);
    lost.ifPresent(since -> history.lost(since, at));
    lost = Optional.empty();
    history.add(request, at, upstreams.of(request));
    sample.add(at, text);
  }

  /** What stands in the same log and is no request, such as a message of the gateway's own. */
  private void other(RawLine line, String text) {
    Optional<Instant> at = line.at().or(() -> Header.of(line.text(), times).at()).or(() -> assumed);
    boolean fits = text.length() <= LineSample.LONGEST_LINE_CHARS && Readable.is(text);
    if (at.isPresent() && fits) {
      others.add(new Line(at.get(), number++, text));
    }
  }

  @Override
  public void gap() {
    lost = lost.or(() -> Optional.of(history.newest().orElse(Instant.EPOCH)));
  }

  @Override
  public Seen seen(Look look, Progress progress) {
    history.begin(look.at());
    lost.ifPresent(since -> history.lost(since, look.at()));
    lost = Optional.empty();
    Optional<String> useless = useless(look);
    if (useless.isPresent()) {
      return new Seen(sampled(look), List.of(useless.get()), List.of());
    }
    List<RouteTraffic> traffic = history.between(look.from(), look.at());
    List<Fact> facts = new ArrayList<>(traffic);
    facts.addAll(sampled(look));
    return new Seen(facts, missing(look, progress, traffic), List.of());
  }

  /** Why the lines that were read now tell nothing of the window. */
  private Optional<String> useless(Look look) {
    if (lines > 0 && requests == 0 && history.newest().isEmpty()) {
      String format =
          config.format() == LogLines.Format.AUTO ? "" : " as " + config.format() + " writes it";
      return Optional.of(
          "none of its "
              + lines
              + " lines is a request of an access log"
              + format
              + "; set format, or plain for another kind of log");
    }
    if (2 * ahead > requests) {
      return Optional.of(
          "its lines are dated ahead, up to "
              + newest.orElseThrow()
              + "; is a clock wrong, or do they lack their time zone?");
    }
    boolean late =
        newest.filter(it -> it.isBefore(look.from())).isPresent()
            && history.newest().filter(it -> it.isBefore(look.from())).isPresent();
    if (late && !first) {
      return Optional.of(
          "its lines come late, the latest of now is of "
              + newest.get()
              + "; is a clock wrong, do they lack their time zone, or are they held back?");
    }
    return Optional.empty();
  }

  private List<String> missing(Look look, Progress progress, List<RouteTraffic> traffic) {
    List<String> missing = progress.missing(config.path());
    if (others.lacksAnySince(look.from())) {
      missing.add("of its lines that are no requests only the latest were kept");
    }
    if (traffic.isEmpty()) {
      String since = history.newest().map(at -> " since " + at).orElse("");
      missing.add("no request was logged" + since + "; none came, or none is written down");
    } else if (missing.isEmpty() && !history.covers(look.from(), look.at())) {
      String since =
          history
              .since()
              .filter(at -> at.isAfter(look.from()))
              .map(at -> " since " + at)
              .orElse("");
      missing.add("only a part of the window was seen" + since + ", the counts are of that");
    }
    return missing;
  }

  private List<Fact> sampled(Look look) {
    List<String> texts = new ArrayList<>(sample.between(look.from(), look.at()));
    others.between(look.from(), look.at()).stream().map(Line::text).forEach(texts::add);
    if (texts.isEmpty()) {
      return List.of();
    }
    return List.of(
        new LogLines(
            workload,
            Optional.empty(),
            Optional.of(config.format()),
            texts,
            Optional.empty(),
            OptionalLong.empty()));
  }
}
