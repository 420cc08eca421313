package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Actuator.Preparation;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two places that list circuit breakers, and an actuator that resets them. */
abstract class BreakerActuatorTest {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  static final String LONG_AGO = "2026-11-22T09:00:00Z";

  static final Decision DECISION =
      new Decision(Mode.APPROVE, "resets", false, false, false, 1, "the demo says so");

  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Ticket TICKET = new Ticket(idOf(NOW), 7);
  AdminPort one;
  AdminPort other;
  BreakerActuator actuator;

  @BeforeEach
  void start() throws Exception {
    one = new AdminPort();
    other = new AdminPort();
    actuator = actuator(List.of(runbook(one.url(), "gateway-1")));
  }

  @AfterEach
  void stop() {
    actuator.close();
    one.close();
    other.close();
  }

  static BreakerActuator actuator(List<BreakerConfig> configs) {
    var context =
        new SourceContext(
            Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), Path.of("."), Path.of("target"));
    return new BreakerActuator("api-gateway", "shop", configs, context);
  }

  void use(BreakerConfig... configs) {
    actuator.close();
    actuator = actuator(List.of(configs));
  }

  static BreakerConfig runbook(URI url, String instance) {
    return new BreakerConfig.Runbook(patient(url), Optional.of(instance), Map.of(), PATIENCE);
  }

  static WebAccess patient(URI url) {
    return WebAccess.at(url).within(PATIENCE);
  }

  /** For where nobody is going to answer. */
  static BreakerConfig impatient(URI url) {
    return new BreakerConfig.Runbook(
        WebAccess.at(url).within(Duration.ofMillis(500)),
        Optional.of("gateway-1"),
        Map.of(),
        PATIENCE);
  }

  /** A UUID of version 7. */
  static String idOf(Instant at) {
    return new UUID(at.toEpochMilli() << 16 | 7L << 12, 1L << 63).toString();
  }

  static Recommendation reset(String name) {
    return reset(name, Optional.empty());
  }

  static Recommendation reset(String name, Optional<String> upstream) {
    return new Recommendation(
        "api-gateway",
        "shop",
        "d-1",
        NOW,
        new CauseKey(Category.CIRCUIT_BREAKER_ACTIVATION, Subject.of("Deployment", "shop", name)),
        0.9,
        new Remedy.ResetCircuitBreaker(Subject.of("CircuitBreaker", name), upstream),
        "Reset the circuit breaker of " + name,
        "curl",
        Risk.LOW,
        "its upstream is well",
        Optional.empty());
  }

  Plan planned(String name) throws Exception {
    Planning planning = actuator.plan(reset(name), DECISION);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    var planned = (Planning.Planned) planning;
    assertThat(planned.reach()).isEqualTo(Reach.NOTHING);
    return planned.plan();
  }

  Refusal refused(String name) throws Exception {
    Planning planning = actuator.plan(reset(name), DECISION);
    assertThat(planning).isInstanceOf(Planning.Refused.class);
    return ((Planning.Refused) planning).refusals().getFirst();
  }

  Prepared prepared(Plan plan) throws Exception {
    Preparation preparation = actuator.prepare(plan, TICKET);
    assertThat(preparation).isInstanceOf(Preparation.Ready.class);
    return ((Preparation.Ready) preparation).prepared();
  }

  Refusal heldBack(Plan plan) throws Exception {
    Preparation preparation = actuator.prepare(plan, TICKET);
    assertThat(preparation).isInstanceOf(Preparation.Refused.class);
    return ((Preparation.Refused) preparation).refusals().getFirst();
  }
}
