package io.fivewhys.http.rule;

import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.Contract;
import io.fivewhys.http.TestService;
import io.fivewhys.store.FiringTally;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleStatisticsApiTest {
  private static final String RULE = "A pod restarts";

  private TestService service;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private JsonNode statistics() throws Exception {
    var answer = service.get("/api/v1/rules/statistics");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    new Contract().assertValid("RuleStatistics", json(answer));
    return json(answer);
  }

  @Test
  void aRuleThatNeverFiredIsThereAndOneThatIsNotInForceIsNot() throws Exception {
    count(Set.of("Some rule of before"));

    JsonNode rules = statistics().path("rules");

    assertThat(rules).hasSize(1);
    assertThat(rules.at("/0/rule").asText()).isEqualTo(RULE);
    assertThat(rules.at("/0/packageName").asText()).isEqualTo("rules.evidence.pods");
    assertThat(rules.at("/0/fired").asInt()).isZero();
    assertThat(rules.at("/0").has("lastFiredAt")).isFalse();
    assertThat(rules.at("/0").has("feedback")).isFalse();
  }

  @Test
  void firingsAndWhatPeopleSaidStandTogether() throws Exception {
    count(Set.of(RULE));
    count(Set.of(RULE));
    service
        .kept
        .database()
        .change(
            it ->
                it.execute(
                    "insert into rule_precision values (?, 'cafe', 3, 0, 1, current_timestamp)",
                    RULE));

    JsonNode all = statistics();
    JsonNode rule = all.at("/rules/0");

    assertThat(all.path("revision").asText()).isEqualTo(service.rules.rulebook().revision());
    assertThat(rule.path("fired").asInt()).isEqualTo(2);
    assertThat(Instant.parse(rule.path("lastFiredAt").asText()))
        .isBeforeOrEqualTo(service.kept.database().clock().instant());
    assertThat(rule.at("/feedback/precision").asDouble()).isEqualTo(0.75);
    assertThat(rule.at("/feedback/right").asInt()).isEqualTo(3);
    assertThat(rule.at("/feedback/wrong").asInt()).isOne();
  }

  private void count(Set<String> rules) {
    try (var tally = new FiringTally(service.kept.firings(), service.kept.database().clock())) {
      tally.count(rules);
    }
  }
}
