package io.fivewhys.http.mitigation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fivewhys.mitigate.guard.Hours;
import io.fivewhys.mitigate.policy.PolicyRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of the policy as it is read. A condition that is absent fits all.
 *
 * @param leastConfidence in the cause, 0.0 to 1.0
 * @param twoPeople who requested it may not approve it
 * @param plainDelete a pod may be deleted where a disruption budget refuses its eviction
 * @param undoWhenWorse what made things worse is taken back without asking
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PolicyRuleDocument(
    String name,
    Optional<List<String>> gateways,
    Optional<List<String>> namespaces,
    Optional<Map<String, String>> labels,
    Optional<List<String>> actions,
    Optional<List<String>> causes,
    Optional<Double> leastConfidence,
    Optional<List<Within>> hours,
    String mode,
    boolean twoPeople,
    boolean plainDelete,
    boolean undoWhenWorse) {

  /**
   * Hours of the week by the clock on the wall of a zone.
   *
   * @param days on which they begin; absent: every day
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Within(Optional<List<String>> days, String from, String to, String zone) {
    static Within of(Hours it) {
      return new Within(
          it.days().map(PolicyRuleDocument::words),
          it.from().toString(),
          it.to().toString(),
          it.zone().getId());
    }
  }

  static PolicyRuleDocument of(PolicyRule it) {
    return new PolicyRuleDocument(
        it.name(),
        it.gateways(),
        it.namespaces(),
        it.labels(),
        it.actions().map(PolicyRuleDocument::words),
        it.causes().map(PolicyRuleDocument::words),
        it.leastConfidence(),
        it.hours().map(them -> them.stream().map(Within::of).toList()),
        it.mode().toString(),
        it.twoPeople().orElse(false),
        it.plainDelete().orElse(false),
        it.undoWhenWorse().orElse(false));
  }

  private static List<String> words(List<? extends Enum<?>> them) {
    return them.stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  }
}
