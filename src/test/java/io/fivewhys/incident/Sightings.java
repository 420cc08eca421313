package io.fivewhys.incident;

import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What was seen, for tests. */
public final class Sightings {
  public static final String GATEWAY = "api-gateway";

  private Sightings() {}

  public static CauseKey cause(Category category, String name) {
    return new CauseKey(category, Subject.of("Deployment", "shop", name));
  }

  public static CauseKey rollout(String name) {
    return cause(Category.DEPLOYMENT_ISSUE, name);
  }

  public static NamedCause named(CauseKey key, double confidence) {
    return new NamedCause(key, "code_error", confidence, key.words() + " it is");
  }

  public static Sighting failing(Instant at, String id, String route, NamedCause... causes) {
    return new Sighting(
        GATEWAY,
        "shop",
        at,
        false,
        causes.length == 0 ? Verdict.INCONCLUSIVE : Verdict.DIAGNOSED,
        id,
        List.of(causes),
        Set.of(),
        routes(route),
        Set.of(route),
        Severity.MAJOR,
        Optional.of(at.minusSeconds(60)),
        false,
        true,
        route + " fails");
  }

  public static Sighting healthy(Instant at, String id) {
    return new Sighting(
        GATEWAY,
        "shop",
        at,
        false,
        Verdict.HEALTHY,
        id,
        List.of(),
        Set.of(),
        routes(),
        Set.of(),
        Severity.MINOR,
        Optional.empty(),
        false,
        true,
        "all is well");
  }

  public static Sighting unknown(Instant at, String id) {
    return new Sighting(
        GATEWAY,
        "shop",
        at,
        false,
        Verdict.INCONCLUSIVE,
        id,
        List.of(),
        Set.of(),
        routes(),
        Set.of(),
        Severity.MAJOR,
        Optional.empty(),
        false,
        false,
        "nobody knows");
  }

  public static Sighting posted(Sighting it) {
    return new Sighting(
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        true,
        it.verdict(),
        it.diagnosis(),
        it.causes(),
        it.explained(),
        it.routes(),
        it.counted(),
        it.severity(),
        it.since(),
        it.callNow(),
        it.sees(),
        it.summary());
  }

  public static Sighting callingNow(Sighting it) {
    return new Sighting(
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.posted(),
        it.verdict(),
        it.diagnosis(),
        it.causes(),
        it.explained(),
        it.routes(),
        it.counted(),
        it.severity(),
        it.since(),
        true,
        it.sees(),
        it.summary());
  }

  public static Sighting explaining(Sighting it, CauseKey effect) {
    return new Sighting(
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.posted(),
        it.verdict(),
        it.diagnosis(),
        it.causes(),
        Set.of(effect.words()),
        it.routes(),
        it.counted(),
        it.severity(),
        it.since(),
        it.callNow(),
        it.sees(),
        it.summary());
  }

  public static Sighting as(Sighting it, Severity severity) {
    return new Sighting(
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.posted(),
        it.verdict(),
        it.diagnosis(),
        it.causes(),
        it.explained(),
        it.routes(),
        it.counted(),
        severity,
        it.since(),
        it.callNow(),
        it.sees(),
        it.summary());
  }

  private static SortedSet<String> routes(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
