package io.fivewhys.trial;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.diagnose.EscalationPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rulebook of four rules, each in a file of its own, and candidates made of it, compiled once. A
 * route {@code /retry} is blamed on retries and one {@code /load} on load.
 */
public final class TinyRules {
  /** The shipped demands with a deadline that a busy machine does not meet by accident. */
  public static final DiagnosisPolicy POLICY =
      new DiagnosisPolicy(
          Thresholds.defaults(),
          0.5,
          BudgetLimits.defaults()
              .withTime(Duration.ofMinutes(2))
              .withDeadline(Duration.ofMinutes(2)),
          EscalationPolicy.defaults(),
          List.of());

  private static final String HEAD =
      """
      package rules.%s;
      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;
      agenda-group "%s"
      """;

  private static final String RETRIES =
      HEAD.formatted("retries", "diagnosis")
          + """
          rule "Callers try again and again"
          when
            $r : FailingRoute( route == "/retry" )
          then
            insertLogical( Evidence.of(Category.TRAFFIC_SURGE, Subject.of("Route", "/retry"), "retry_storm", 25, "retries", $r) );
          end
          """;
  private static final String LOAD =
      HEAD.formatted("load", "diagnosis")
          + """
          rule "More than it can bear"
          when
            $r : FailingRoute( route == "/load" )
          then
            insertLogical( Evidence.of(Category.TRAFFIC_SURGE, Subject.of("Route", "/load"), "load_beyond_capacity", 25, "load", $r) );
          end
          """;
  private static final String ADVICE =
      HEAD.formatted("advice", "advice")
          + """
          rule "Cut the retries"
          when
            $c : RootCause( mechanism == "retry_storm" )
          then
            insertLogical( Proposal.manual($c.hypothesis(), "Cut the retries", "set retries to 0", "they add load") );
          end

          rule "Shed load"
          when
            $c : RootCause( mechanism == "load_beyond_capacity" )
          then
            insertLogical( Proposal.manual($c.hypothesis(), "Shed load", "limit the rate", "there is too much") );
          end
          """;
  private static final String THROWS =
      HEAD.formatted("broken", "evidence")
          + """
          rule "Divides by nothing"
          when
            $r : FailingRoute( route == "/load" )
          then
            insertLogical( Finding.of("sign", "x", "" + 1 / ($r.errors() - $r.errors())) );
          end
          """;
  private static final SnapshotReader READER = new SnapshotReader(Clock.systemUTC());

  private TinyRules() {}

  private static final class Compiled {
    static final Rulebook ACTIVE = Rulebook.of(files());
    static final Rulebook SAME_WITH_A_COMMENT =
        Rulebook.of(files("load/load.drl", "// The same.\n" + LOAD));
    static final Rulebook LESS_SURE = Rulebook.of(files("load/load.drl", LOAD.replace("25", "14")));
    static final Rulebook REWORDED =
        Rulebook.of(files("load/load.drl", LOAD.replace("\"load\"", "\"much load\"")));
    static final Rulebook WITHOUT_RETRIES = Rulebook.of(without("retries/retries.drl"));
    static final Rulebook OTHER_COMMAND =
        Rulebook.of(
            files("advice/advice.drl", ADVICE.replace("limit the rate", "limit the rate to 10")));
    static final Rulebook BROKEN = Rulebook.of(files("broken/broken.drl", THROWS));
  }

  public static Rulebook active() {
    return Compiled.ACTIVE;
  }

  static Rulebook sameWithAComment() {
    return Compiled.SAME_WITH_A_COMMENT;
  }

  /** One weight changed: 25 became 14 decibans for load. */
  static Rulebook lessSure() {
    return Compiled.LESS_SURE;
  }

  static Rulebook reworded() {
    return Compiled.REWORDED;
  }

  /** The rule about retries is gone. */
  public static Rulebook withoutRetries() {
    return Compiled.WITHOUT_RETRIES;
  }

  /** What is to be done about load has the same action and another command. */
  static Rulebook otherCommand() {
    return Compiled.OTHER_COMMAND;
  }

  /** Has a rule that throws on {@code /load}. */
  static Rulebook broken() {
    return Compiled.BROKEN;
  }

  public static RuleFiles files(String... changed) {
    var files =
        new TreeMap<>(
            Map.of(
                "retries/retries.drl",
                RETRIES,
                "load/load.drl",
                LOAD,
                "advice/advice.drl",
                ADVICE));
    for (int i = 0; i < changed.length; i += 2) {
      files.put(changed[i], changed[i + 1]);
    }
    return new RuleFiles(files);
  }

  private static RuleFiles without(String path) {
    var files = new TreeMap<>(files().contents());
    files.remove(path);
    return new RuleFiles(files);
  }

  /** A gateway whose route of that name fails; with the route {@code /fine} nothing does. */
  public static Snapshot snapshot(String route) {
    return snapshot(route, Instant.parse("2026-01-05T12:00:00Z"));
  }

  public static Snapshot snapshot(String route, Instant observedAt) {
    int failed = route.equals("/fine") ? 0 : 500;
    String json =
        """
        {"gateway": "edge", "namespace": "shop", "observedAt": "%s",
         "facts": [{"kind": "RouteTraffic", "route": "%s", "responses": {"200": 500, "503": %d}}]}
        """
            .formatted(observedAt, route, failed);
    try {
      return READER.read(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
          SnapshotReader.Format.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordedSnapshot recorded(int number, String route) {
    return new RecordedSnapshot(
        "id-" + number, Instant.parse("2026-01-05T12:00:00Z").plusSeconds(number), snapshot(route));
  }
}
