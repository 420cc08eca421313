package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;

import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;

/** A service over rules and revisions in memory, which does not watch its source. */
abstract class RulesServiceTest {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  final RevisionsInMemory kept = new RevisionsInMemory();
  final List<RulesService> started = new ArrayList<>();
  final Heard heard = new Heard();

  /** What the source of a service that is started now holds. */
  RuleSource.Reading source = complete(files("one", "1", "two", "1"));

  Origin origin = Origin.SHIPPED;
  Map<Stage, Check> more = Map.of();
  Duration patience = Duration.ofMinutes(1);

  @AfterEach
  void stop() {
    started.forEach(RulesService::close);
  }

  RulesService start() {
    var service = newService();
    service.start();
    return service;
  }

  RulesService newService() {
    var service =
        new RulesService(
            kept,
            Fixed.source(origin, () -> source),
            Fixed.source(Origin.SHIPPED, () -> complete(files("shipped", "1"))),
            new CandidateChecks(TinyRules::compiled, more),
            new RulesService.Options(false, Duration.ofHours(1), OptionalInt.empty(), patience),
            heard,
            Clock.fixed(NOON, ZoneOffset.UTC));
    started.add(service);
    return service;
  }

  static RuleSource.Reading complete(RuleFiles files) {
    return new RuleSource.Reading.Complete(files);
  }
}
