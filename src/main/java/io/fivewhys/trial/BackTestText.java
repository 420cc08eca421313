package io.fivewhys.trial;

import io.fivewhys.inference.Words;
import io.fivewhys.report.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A {@link BackTestReport} for a terminal: what changes, the gravest first, then the summary. */
public final class BackTestText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int REVISION_CHARS = 12;

  private BackTestText() {}

  /** The report, ending with a line feed. */
  public static String of(BackTestReport report) {
    var text = new StringBuilder();
    report.changes().forEach(change -> append(text, change));
    int unlisted = report.changed() - report.changes().size();
    if (unlisted > 0) {
      text.append(Words.of("... and {} more that change\n\n", unlisted));
    }
    line(text, "", report.summary());
    if (report.changed() > 0) {
      line(text, "  by what changes:  ", counts(report));
    }
    line(text, "  in force:         ", shortly(report.active()));
    line(text, "  candidate:        ", shortly(report.candidate()));
    return text.toString();
  }

  private static void append(StringBuilder text, ChangedDiagnosis change) {
    line(
        text,
        "",
        "%s  %s  %s in %s"
            .formatted(
                change.id(),
                TIME.format(change.recordedAt().truncatedTo(ChronoUnit.SECONDS)),
                change.gateway(),
                change.namespace()));
    line(text, "  changes     ", join(change.differences()));
    fromTo(text, "  cause       ", cause(change.from()), cause(change.to()));
    fromTo(text, "  mitigation  ", first(change.from()), first(change.to()));
    if (change.from().escalateNow() != change.to().escalateNow()) {
      fromTo(text, "  escalation  ", escalation(change.from()), escalation(change.to()));
    }
    change.appears().forEach(it -> line(text, "  appears     ", words(it)));
    change.vanishes().forEach(it -> line(text, "  vanishes    ", words(it)));
    rules(text, "  no longer   ", change.rules().noLonger());
    rules(text, "  newly       ", change.rules().newly());
    rules(text, "  differently ", change.rules().differently());
    text.append('\n');
  }

  private static void fromTo(StringBuilder text, String lead, String from, String to) {
    if (from.equals(to)) {
      line(text, lead, from + " (as before)");
    } else {
      line(text, lead, from);
      line(text, " ".repeat(lead.length() - 2) + "→ ", to);
    }
  }

  private static void rules(StringBuilder text, String lead, List<String> rules) {
    rules.forEach(rule -> line(text, lead, "rule \"" + rule + "\""));
  }

  private static String cause(Told told) {
    if (told.failure().isPresent()) {
      return "FAILS (" + told.failure().get().code() + "): " + told.failure().get().message();
    }
    return told.cause()
        .map(
            it ->
                Words.of(
                    "{} of {} ({}), {} sure",
                    it.category().words(),
                    it.subject(),
                    it.mechanism().replace('_', ' '),
                    sure(it.confidence())))
        .orElseGet(() -> told.verdict().map(Enum::toString).orElse("none"));
  }

  /** Never 100 %: no sum of evidence is that. */
  private static String sure(double confidence) {
    return confidence > 0.99 ? "over 99 %" : Words.share(confidence);
  }

  private static String first(Told told) {
    return told.first().map(BackTestText::words).orElse("none");
  }

  private static String words(Told.Mitigation mitigation) {
    Optional<String> target = mitigation.target().map(Object::toString);
    return mitigation.action()
        + target.map(it -> " of " + it).orElse("")
        + " ("
        + mitigation.risk()
        + " risk): "
        + mitigation.command();
  }

  private static String escalation(Told told) {
    return told.escalateNow() ? "a person at once" : "only when unresolved";
  }

  private static String counts(BackTestReport report) {
    return report.differences().entrySet().stream()
        .filter(it -> it.getValue() > 0)
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String join(List<Difference> differences) {
    return differences.stream().map(Difference::toString).collect(Collectors.joining(", "));
  }

  private static String shortly(String revision) {
    return revision.length() <= REVISION_CHARS ? revision : revision.substring(0, REVISION_CHARS);
  }

  /** Names and commands come with a snapshot or a candidate, so none is printed as it is. */
  private static void line(StringBuilder text, String lead, String words) {
    text.append(lead).append(Printable.line(words)).append('\n');
  }
}
