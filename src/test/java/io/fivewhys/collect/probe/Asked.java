package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.Signal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a probe says when it is asked; and what tests ask with. */
record Asked(Answer answer, Duration took) {
  static final String PASSWORD = "s3cr3t-and-long";
  static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  static final SourceContext CONTEXT =
      new SourceContext(
          Clock.systemUTC(),
          Map.of("DB_PASSWORD", PASSWORD, "WRONG_PASSWORD", "wr0ng-and-long"),
          Path.of("").toAbsolutePath(),
          Path.of("target"));

  static Asked of(ProbeConfig config) {
    return of(new ProbeSource(config, CONTEXT));
  }

  static Asked of(ProbeSource source) {
    return of(source, NOW);
  }

  static Asked of(ProbeSource source, Instant at) {
    long began = System.nanoTime();
    try {
      Answer answer = source.ask(new Look("edge", "shop", at, Duration.ofMinutes(10)));
      return new Asked(answer, Duration.ofNanos(System.nanoTime() - began));
    } catch (SourceFailed | InterruptedException e) {
      throw new AssertionError("it is the dependency that is at fault, not the probe", e);
    }
  }

  static Probed dependency() {
    return Probed.named("orders-db").within(Duration.ofSeconds(10));
  }

  static Probed impatient() {
    return Probed.named("orders-db").within(Duration.ofMillis(400));
  }

  static Login login(String user) {
    return login(user, "DB_PASSWORD");
  }

  static Login login(String user, String variable) {
    return new Login(
        Optional.of(user), Optional.of(new SecretRef(Optional.empty(), Optional.of(variable))));
  }

  DependencyProbe probe() {
    return only(DependencyProbe.class);
  }

  <F extends Fact> F only(Class<F> kind) {
    List<F> all = all(kind);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  <F extends Fact> List<F> all(Class<F> kind) {
    return answer.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Optional<Signal> signal(String name) {
    return all(Signal.class).stream().filter(it -> it.name().equals(name)).findFirst();
  }

  Optional<ResourceUsage> usage(ResourceUsage.Resource resource) {
    return all(ResourceUsage.class).stream().filter(it -> it.resource() == resource).findFirst();
  }

  /** It answered as it should. */
  DependencyProbe good() {
    DependencyProbe probe = probe();
    assertThat(probe.ok()).as("%s", probe.error()).isTrue();
    assertThat(probe.latencyMillis()).isPresent();
    assertThat(signal(FailureKind.SIGNAL)).isEmpty();
    return probe;
  }

  /** It failed in this way, and says so in these words, without a secret. */
  DependencyProbe failed(FailureKind kind, String... words) {
    DependencyProbe probe = probe();
    assertThat(probe.ok()).isFalse();
    assertThat(probe.latencyMillis()).isEmpty();
    String error = probe.error().orElseThrow();
    assertThat(signal(FailureKind.SIGNAL).orElseThrow().text()).as(error).contains(kind.toString());
    assertThat(error).contains(words);
    assertThat(answer.toString()).doesNotContain(PASSWORD, "wr0ng-and-long");
    return probe;
  }
}
