package io.fivewhys.mitigate;

import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says what may become of an intervention by what the service does. Whoever holds another fence
 * than it has, was given up meanwhile and changes nothing any more.
 */
public final class InterventionLife {
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

  /** Half an hour and a little. */
  private static final int MOST_DOUBLINGS = 5;

  private InterventionLife() {}

  /** It is wanted. */
  public static Move planned(
      String id,
      String incident,
      Recommendation recommendation,
      Mark requested,
      Optional<String> inverseOf) {
    var planned =
        new Intervention(
            id,
            incident,
            recommendation,
            requested,
            InterventionState.PLANNED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            inverseOf,
            0,
            Optional.empty(),
            Optional.of(requested.at()),
            1);
    var entry =
        new JournalEntry(
            id,
            1,
            requested.at(),
            requested.by(),
            Optional.empty(),
            InterventionState.PLANNED,
            recommendation.remedy().words() + ": " + requested.reason(),
            List.of());
    return new Move(Optional.empty(), planned, Optional.of(entry));
  }

  /**
   * What planning and guards say. A refusal that says the same as before is no news.
   *
   * @throws IllegalStateException unless it is planned or was refused
   */
  public static Move judged(Intervention it, Judgement judgement, Timing timing, Instant now) {
    must(it, InterventionState.PLANNED, InterventionState.REFUSED);
    InterventionEditor next = it.edit();
    next.plan = judgement.plan();
    next.reach = judgement.plan().map(_ -> judgement.reach());
    next.decision = Optional.of(judgement.decision());
    next.refusals = judgement.refusals();
    if (!judgement.refusals().isEmpty()) {
      return refused(it, next, now);
    }
    next.expiresAt = Optional.of(now.plus(timing.approval()));
    String because = judgement.decision().because();
    return switch (judgement.decision().mode()) {
      case RECOMMEND -> throw new IllegalStateException("nobody may do what is only recommended");
      case APPROVE -> {
        next.state = InterventionState.WAITING;
        next.dueAt = next.expiresAt;
        yield next.said(now, Actor.SERVICE, "waits for an approval: " + because);
      }
      case AUTO -> {
        next.state = InterventionState.APPROVED;
        next.dueAt = Optional.of(now);
        yield next.said(now, Actor.SERVICE, "may be done without asking: " + because);
      }
    };
  }

  private static Move refused(Intervention it, InterventionEditor next, Instant now) {
    boolean isNews =
        it.state() != InterventionState.REFUSED
            || !guards(it.refusals()).equals(guards(next.refusals));
    next.over(InterventionState.REFUSED);
    next.approved = Optional.empty();
    next.begunAt = Optional.empty();
    return isNews
        ? next.said(now, Actor.SERVICE, InterventionWords.refusals(next.refusals), next.refusals)
        : next.noted();
  }

  private static List<String> guards(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::guard).toList();
  }

  /** Nobody approved it, or nobody did it in time. */
  public static Move expired(Intervention it, Instant now) {
    must(it, InterventionState.WAITING, InterventionState.APPROVED);
    String text =
        it.state() == InterventionState.WAITING
            ? "nobody approved it in time"
            : "it was not done in time; the approval does not count any longer";
    return it.edit()
        .over(InterventionState.EXPIRED)
        .said(now, Actor.SERVICE, text + "; " + InterventionWords.anew(it));
  }

  /** It is not wanted any more. Possible until the intent is written. */
  public static Optional<Move> withdrawn(Intervention it, String reason, Instant now) {
    return switch (it.state()) {
      case PLANNED, REFUSED, WAITING, APPROVED ->
          Optional.of(it.edit().over(InterventionState.WITHDRAWN).said(now, Actor.SERVICE, reason));
      case INTENDED, ACTING, UNKNOWN, VERIFYING, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN ->
          Optional.empty();
    };
  }

  /**
   * The intent: from here on it has a number.
   *
   * @param refusals what guards say now; any: it is not begun
   */
  public static Move begun(
      Intervention it, List<Refusal> refusals, long fence, Timing timing, Instant now) {
    must(it, InterventionState.APPROVED);
    InterventionEditor next = it.edit();
    next.refusals = refusals;
    if (!refusals.isEmpty()) {
      return refused(it, next, now);
    }
    next.state = InterventionState.INTENDED;
    next.fence = fence;
    next.begunAt = Optional.of(now);
    next.claimedUntil = Optional.of(now.plus(timing.claim()));
    next.dueAt = next.claimedUntil;
    return next.said(
        now, Actor.SERVICE, "intent %d: %s".formatted(fence, it.plan().orElseThrow().command()));
  }

  /** What must hold right before does not: nothing was changed. */
  public static Move heldBack(Intervention it, List<Refusal> refusals, Instant now) {
    must(it, InterventionState.INTENDED);
    InterventionEditor next = it.edit();
    next.refusals = refusals;
    next.heldBack = it.heldBack() + 1;
    // Once it may be what changed meanwhile, and is judged anew at once; what is so again stays so.
    Duration wait =
        it.heldBack() == 0
            ? Duration.ZERO
            : FIRST_WAIT.multipliedBy(1L << Math.min(it.heldBack() - 1, MOST_DOUBLINGS));
    next.notBefore = Optional.of(now.plus(wait));
    return refused(it, next, now);
  }

  /** It cannot be seen to now; nothing of it changes. */
  public static Move later(Intervention it, Instant until) {
    InterventionEditor next = it.edit();
    next.dueAt = Optional.of(until);
    return next.noted();
  }

  /** From here on it may be done. */
  public static Move acting(Intervention it, Measure before, Timing timing, Instant now) {
    must(it, InterventionState.INTENDED);
    InterventionEditor next = it.edit();
    next.state = InterventionState.ACTING;
    next.claimedUntil = Optional.of(now.plus(timing.claim()));
    next.dueAt = next.claimedUntil;
    next.measuredBefore = Optional.of(before);
    return next.said(now, Actor.SERVICE, "everything that must hold right before holds");
  }

  /** How it came out. */
  public static Move acted(
      Intervention it, Actuator.Acted acted, Timing timing, String actor, Instant now) {
    must(it, InterventionState.INTENDED, InterventionState.ACTING, InterventionState.UNKNOWN);
    InterventionEditor next = it.edit();
    return switch (acted) {
      case Actuator.Acted.Done(String evidence) -> {
        next.over(InterventionState.VERIFYING);
        next.actedAt = Optional.of(now);
        next.verifyFrom = Optional.of(now.plus(timing.settle()));
        // The first look that counts has its whole window behind that.
        Duration window = it.before().map(Measure::window).orElse(Duration.ZERO);
        next.verifyUntil =
            Optional.of(now.plus(timing.settle()).plus(window).plus(timing.patience()));
        next.dueAt = next.verifyUntil;
        yield next.said(now, actor, "done: " + evidence);
      }
      case Actuator.Acted.NotDone(String why) ->
          next.over(InterventionState.FAILED).said(now, actor, "not done: " + why);
      case Actuator.Acted.Unknown(String why) ->
          next.over(InterventionState.UNKNOWN)
              .said(now, actor, "nobody can tell whether it was done: " + why);
    };
  }

  /**
   * Whoever began it shows no sign of life.
   *
   * @param fence larger than the one that it has
   */
  public static Move takenOver(Intervention it, long fence, Timing timing, Instant now) {
    must(it, InterventionState.INTENDED, InterventionState.ACTING);
    InterventionEditor next = it.edit();
    next.fence = fence;
    if (it.state() == InterventionState.INTENDED) {
      // Nothing is changed before ACTING stands here, so nothing was.
      next.state = InterventionState.APPROVED;
      next.begunAt = Optional.empty();
      next.claimedUntil = Optional.empty();
      next.dueAt = Optional.of(now);
      return next.said(
          now,
          Actor.SERVICE,
          "whoever began it has gone before anything was done; it is due again");
    }
    next.claimedUntil = Optional.of(now.plus(timing.claim()));
    next.dueAt = next.claimedUntil;
    return next.said(
        now,
        Actor.SERVICE,
        "whoever began it has gone; intent %d finds out whether it was done".formatted(fence));
  }

  /** What a look after it says. It ends when that is sure, or there is no more time. */
  public static Optional<Move> seen(Intervention it, Assessment now, Instant at) {
    must(it, InterventionState.VERIFYING);
    boolean isTimeUp = !at.isBefore(it.verifyUntil().orElseThrow());
    Optional<Effect> last = it.assessment().map(Assessment::effect);
    boolean isSure =
        now.effect() == Effect.RECOVERED
            || now.effect() == Effect.WORSE && last.filter(e -> e == Effect.WORSE).isPresent();
    InterventionEditor next = it.edit();
    next.assessment = Optional.of(now);
    if (isSure || isTimeUp) {
      return Optional.of(
          next.over(InterventionState.DONE)
              .said(at, Actor.SERVICE, now.effect() + ": " + now.words()));
    }
    return last.filter(e -> e == now.effect()).isPresent()
        ? Optional.empty()
        : Optional.of(next.noted());
  }

  private static void must(Intervention it, InterventionState... states) {
    if (!List.of(states).contains(it.state())) {
      throw new IllegalStateException(it.id() + " is " + it.state());
    }
  }
}
