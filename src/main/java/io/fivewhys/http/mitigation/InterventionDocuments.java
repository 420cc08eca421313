package io.fivewhys.http.mitigation;

import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Subject;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Measure;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is done about incidents, as the contract has it. There it is an action. */
public final class InterventionDocuments {
  static final String PATH = "/api/v1/actions/";

  private InterventionDocuments() {}

  /** What it came to, for the audit log. */
  public static String word(InterventionDesk.Answer answer) {
    return switch (answer) {
      case InterventionDesk.Answer.Done _ -> "applied";
      case InterventionDesk.Answer.Unchanged _ -> "unchanged";
      case InterventionDesk.Answer.Unknown _ -> "not_found";
      case InterventionDesk.Answer.Unfit _ -> "refused";
    };
  }

  /**
   * @param command by hand: of the plan, else as it was recommended
   * @param plan empty until the target was looked at
   * @param history where one is asked for
   */
  public record Described(
      String id,
      String incident,
      String gateway,
      String namespace,
      String state,
      String action,
      Subject target,
      String summary,
      String command,
      String risk,
      String because,
      Cause cause,
      Done requested,
      Optional<Planned> plan,
      Optional<Decided> decision,
      List<Refusal> refusals,
      Optional<Done> approved,
      Optional<Instant> expiresAt,
      Optional<Instant> begunAt,
      Optional<Instant> actedAt,
      Optional<Instant> verifyFrom,
      Optional<Instant> verifyUntil,
      Optional<Measure> before,
      Optional<Measure> after,
      Optional<String> effect,
      Optional<String> effectWords,
      Optional<String> inverseOf,
      Links links,
      Optional<List<Entry>> history,
      long version) {

    /** Without its journal. */
    public static Described of(Intervention it) {
      return of(it, Optional.empty());
    }

    /** With it. */
    public static Described of(Intervention it, List<JournalEntry> journal) {
      return of(it, Optional.of(journal.stream().map(Entry::of).toList()));
    }

    private static Described of(Intervention it, Optional<List<Entry>> history) {
      Recommendation wanted = it.recommendation();
      return new Described(
          it.id(),
          it.incident(),
          it.gateway(),
          wanted.namespace(),
          it.state().toString(),
          it.remedy().action().toString(),
          it.remedy().target(),
          wanted.summary(),
          it.plan().map(Plan::command).orElse(wanted.command()),
          wanted.risk().toString(),
          wanted.because(),
          Cause.of(wanted),
          Done.of(it.requested()),
          it.plan().map(Planned::of),
          it.decision().map(Decided::of),
          it.refusals(),
          it.approved().map(Done::of),
          it.expiresAt(),
          it.begunAt(),
          it.actedAt(),
          it.verifyFrom(),
          it.verifyUntil(),
          it.before(),
          it.assessment().map(Assessment::after),
          it.assessment().map(Assessment::effect).map(Object::toString),
          it.assessment().map(Assessment::words),
          it.inverseOf(),
          new Links(
              "/api/v1/incidents/" + it.incident(), "/api/v1/diagnoses/" + wanted.diagnosis()),
          history,
          it.version());
    }
  }

  record Cause(String category, Subject subject, double confidence) {
    static Cause of(Recommendation wanted) {
      return new Cause(
          wanted.cause().category().toString(),
          wanted.cause().subject(),
          Math.round(wanted.confidence() * 10_000) / 10_000.0);
    }
  }

  /**
   * @param hash what has to be named by whoever approves it
   * @param inverse what would take it back
   */
  record Planned(
      String hash,
      Optional<String> uid,
      String command,
      List<String> changes,
      Optional<String> inverse) {
    static Planned of(Plan plan) {
      return new Planned(
          plan.hash(),
          plan.uid(),
          plan.command(),
          plan.changes(),
          plan.inverse().map(Remedy::words));
    }
  }

  /**
   * @param policy its version
   */
  record Decided(String mode, String rule, boolean twoPeople, long policy, String because) {
    static Decided of(Decision it) {
      return new Decided(
          it.mode().toString(), it.rule(), it.twoPeople(), it.policy(), it.because());
    }
  }

  /** Who did something, when and why. */
  public record Done(Instant at, String by, String reason) {
    /** Of a mark on an incident or an intervention. */
    public static Done of(Mark mark) {
      return new Done(mark.at(), mark.by(), mark.reason());
    }
  }

  record Links(String incident, String diagnosis) {}

  /** An entry of the journal. */
  record Entry(
      long version,
      Instant at,
      String actor,
      Optional<String> from,
      String to,
      String text,
      List<Refusal> refusals) {
    static Entry of(JournalEntry entry) {
      return new Entry(
          entry.version(),
          entry.at(),
          entry.actor(),
          entry.from().map(InterventionState::toString),
          entry.to().toString(),
          entry.text(),
          entry.refusals());
    }
  }

  /** One among those of an incident. */
  public record Short(
      String id,
      String state,
      String action,
      Subject target,
      String command,
      Optional<String> plan,
      List<Refusal> refusals,
      Optional<Instant> actedAt,
      Optional<String> effect,
      Optional<String> effectWords,
      String href) {
    /** Of one whole. */
    public static Short of(Intervention it) {
      Described all = Described.of(it);
      return new Short(
          all.id(),
          all.state(),
          all.action(),
          all.target(),
          all.command(),
          all.plan().map(Planned::hash),
          all.refusals(),
          all.actedAt(),
          all.effect(),
          all.effectWords(),
          PATH + all.id());
    }
  }
}
