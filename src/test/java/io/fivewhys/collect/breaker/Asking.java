package io.fivewhys.collect.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Fact;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** How tests ask for breakers. */
final class Asking {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  static final Duration WINDOW = Duration.ofMinutes(5);

  private Asking() {}

  static BreakerSource source(BreakerConfig config) {
    var context =
        new SourceContext(
            Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), Path.of("."), Path.of("target"));
    return new BreakerSource(config, context);
  }

  static WebAccess access(URI url) {
    return WebAccess.at(url);
  }

  static Look look(Instant at) {
    return new Look("api-gateway", "shop", at, WINDOW);
  }

  static List<CircuitBreaker> breakers(Answer answer) {
    return of(answer, CircuitBreaker.class);
  }

  static CircuitBreaker breaker(Answer answer, String upstream) {
    List<CircuitBreaker> found =
        breakers(answer).stream().filter(it -> it.upstream().equals(upstream)).toList();
    assertThat(found).as("breakers of " + upstream).hasSize(1);
    return found.getFirst();
  }

  static List<Blind> blind(Answer answer) {
    List<Blind> blind = of(answer, Blind.class);
    assertThat(blind).allMatch(it -> it.source().equals("breakers"));
    return blind;
  }

  static <F extends Fact> List<F> of(Answer answer, Class<F> kind) {
    return answer.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
