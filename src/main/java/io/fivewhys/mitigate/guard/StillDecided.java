package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;

/**
 * The policy in force allows it, with what is known by now, and no less than it did when it was
 * judged. What was decided more freely than it would be now has to be judged anew.
 */
record StillDecided(Policy policy) implements Guard {
  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    Decision then = it.decision();
    Decision now =
        policy.decide(asSeenNow(it), it.reach().labels(), it.world().alike(), it.world().now());
    if (now.mode() == Mode.RECOMMEND || then.mode() == Mode.RECOMMEND) {
      Decision least = now.mode() == Mode.RECOMMEND ? now : then;
      return refuse(
          "approve or auto",
          "recommend",
          least.because() + "; do it by hand, or name it in the policy");
    }
    if (now.mode().compareTo(then.mode()) < 0) {
      return refuse(
          "as free as when it was judged: " + then.mode(),
          now.mode().toString(),
          "policy %d allowed more than policy %d does now (%s); it is judged anew"
              .formatted(then.policy(), now.policy(), now.because()));
    }
    if (now.mode() == Mode.APPROVE && now.twoPeople() && !then.twoPeople()) {
      return refuse(
          "two people",
          "judged when one was enough",
          "policy %d wants a second person to approve; it is judged anew".formatted(now.policy()));
    }
    boolean isPlain =
        it.plan().remedy() instanceof Remedy.DeletePod(var _, boolean plainly) && plainly;
    if (isPlain && !now.plainDelete()) {
      return refuse(
          "eviction",
          "a plain delete",
          "policy %d allows no delete past a disruption budget".formatted(now.policy()));
    }
    return Optional.empty();
  }

  private static Recommendation asSeenNow(Case it) {
    Recommendation old = it.recommendation();
    double confidence =
        LastLook.cause(it).map(cause -> cause.confidence()).orElse(old.confidence());
    return new Recommendation(
        old.gateway(),
        old.namespace(),
        old.diagnosis(),
        old.observedAt(),
        old.cause(),
        Math.min(confidence, old.confidence()),
        it.plan().remedy(),
        old.summary(),
        old.command(),
        old.risk(),
        old.because(),
        old.diagnosed());
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(new Refusal(name(), limit, value, words));
  }
}
