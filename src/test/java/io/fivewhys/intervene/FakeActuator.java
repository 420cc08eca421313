package io.fivewhys.intervene;

import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was done instead of doing it. A target that was sealed takes no older intent. */
final class FakeActuator implements Actuator {
  final List<String> acted = new CopyOnWriteArrayList<>();
  final List<String> settled = new CopyOnWriteArrayList<>();
  volatile Reach reach =
      new Reach(Map.of("tier", "backend"), OptionalInt.of(3), OptionalInt.of(3), OptionalInt.of(1));
  volatile List<Refusal> planning = List.of();
  volatile List<Refusal> preparation = List.of();
  volatile String state = "7";
  volatile Acted outcome = new Acted.Done("seen");
  volatile Acted settling = new Acted.NotDone("no trace of it");
  volatile Step beforeActing = () -> {};
  volatile Optional<Remedy> inverse = Optional.empty();
  private long sealed;

  /** Something that happens at a certain moment. */
  interface Step {
    void run() throws InterruptedException;
  }

  @Override
  public Planning plan(Recommendation recommendation, Decision decision) {
    if (!planning.isEmpty()) {
      return new Planning.Refused(planning);
    }
    Remedy remedy = recommendation.remedy();
    var plan =
        new Plan(
            remedy,
            Optional.of("uid-1"),
            Optional.of(state),
            "kubectl " + remedy.words(),
            List.of("image: 9 → 8"),
            inverse);
    return new Planning.Planned(plan, reach);
  }

  @Override
  public Preparation prepare(Plan plan, Ticket ticket) {
    if (!preparation.isEmpty()) {
      return new Preparation.Refused(preparation);
    }
    if (!plan.state().equals(Optional.of(state))) {
      return new Preparation.Refused(
          List.of(new Refusal("target", plan.state().orElseThrow(), state, "it has changed")));
    }
    return new Preparation.Ready(reach, () -> act(plan, ticket));
  }

  private Acted act(Plan plan, Ticket ticket) throws InterruptedException {
    beforeActing.run();
    synchronized (this) {
      if (ticket.fence() < sealed) {
        return new Acted.NotDone("sealed by " + sealed);
      }
      acted.add(ticket.intervention() + " " + plan.remedy().words());
      return outcome;
    }
  }

  @Override
  public synchronized Acted settle(Plan plan, Ticket ticket) {
    sealed = ticket.fence();
    settled.add(ticket.intervention());
    return settling;
  }
}
