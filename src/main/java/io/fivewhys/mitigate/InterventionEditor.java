package io.fivewhys.mitigate;

import io.fivewhys.incident.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An intervention in the making. */
final class InterventionEditor {
  private final Intervention before;
  InterventionState state;
  Optional<Plan> plan;
  Optional<Reach> reach;
  Optional<Decision> decision;
  List<Refusal> refusals;
  Optional<Mark> approved;
  Optional<Instant> expiresAt;
  long fence;
  Optional<Instant> begunAt;
  Optional<Instant> claimedUntil;
  Optional<Measure> measuredBefore;
  Optional<Instant> actedAt;
  Optional<Instant> verifyFrom;
  Optional<Instant> verifyUntil;
  Optional<Assessment> assessment;
  int heldBack;
  Optional<Instant> notBefore;
  Optional<Instant> dueAt;

  InterventionEditor(Intervention before) {
    this.before = before;
    state = before.state();
    plan = before.plan();
    reach = before.reach();
    decision = before.decision();
    refusals = before.refusals();
    approved = before.approved();
    expiresAt = before.expiresAt();
    fence = before.fence();
    begunAt = before.begunAt();
    claimedUntil = before.claimedUntil();
    measuredBefore = before.before();
    actedAt = before.actedAt();
    verifyFrom = before.verifyFrom();
    verifyUntil = before.verifyUntil();
    assessment = before.assessment();
    heldBack = before.heldBack();
    notBefore = before.notBefore();
    dueAt = before.dueAt();
  }

  /** It waits for nothing any more, and nobody has a claim on it. */
  InterventionEditor over(InterventionState end) {
    state = end;
    dueAt = Optional.empty();
    claimedUntil = Optional.empty();
    expiresAt = Optional.empty();
    return this;
  }

  /** Without an entry in the journal. */
  Move noted() {
    return new Move(Optional.of(before), done(), Optional.empty());
  }

  Move said(Instant now, String actor, String text) {
    return said(now, actor, text, List.of());
  }

  Move said(Instant now, String actor, String text, List<Refusal> objections) {
    Intervention after = done();
    var entry =
        new JournalEntry(
            before.id(),
            after.version(),
            now,
            actor,
            Optional.of(before.state()),
            state,
            text,
            objections);
    return new Move(Optional.of(before), after, Optional.of(entry));
  }

  private Intervention done() {
    return new Intervention(
        before.id(),
        before.incident(),
        before.recommendation(),
        before.requested(),
        state,
        plan,
        reach,
        decision,
        refusals,
        approved,
        expiresAt,
        fence,
        begunAt,
        claimedUntil,
        measuredBefore,
        actedAt,
        verifyFrom,
        verifyUntil,
        assessment,
        before.inverseOf(),
        heldBack,
        notBefore,
        dueAt,
        before.version() + 1);
  }
}
