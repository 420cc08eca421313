package io.fivewhys.revision;

import io.fivewhys.revision.CandidateChecks.Checked;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.revision.RulesInForce.Rejected;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rulebook that answers, and its swap for another. All but reading it is done by one thread at
 * a time. A rulebook that was replaced is left to those who still use it, and to the garbage
 * collector.
 */
final class ActiveRules {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveRules.class);
  private static final int AUTHOR_LENGTH = 200;
  private static final int MESSAGE_LENGTH = 2_000;

  private final RevisionStore store;
  private final CandidateChecks checks;
  private final RulesListener listener;
  private final Clock clock;

  private volatile Now now;
  private volatile Optional<Rejected> unusable = Optional.empty();

  /** Version of the head that was looked at last; what cannot be used is not tried twice. */
  private long version;

  /** The two go together. */
  record Now(Rulebook rulebook, Revision revision) {}

  ActiveRules(RevisionStore store, CandidateChecks checks, RulesListener listener, Clock clock) {
    this.store = store;
    this.checks = checks;
    this.listener = listener;
    this.clock = clock;
  }

  Now now() {
    if (now == null) {
      throw new IllegalStateException("the service has not been started");
    }
    return now;
  }

  Optional<Now> ifAny() {
    return Optional.ofNullable(now);
  }

  /** Why what the store says is in force does not answer here. */
  Optional<Rejected> unusable() {
    return unusable;
  }

  Clock clock() {
    return clock;
  }

  /** What changes are made to: what the store says is in force, even if it cannot answer here. */
  RuleFiles files(Optional<Head> head) {
    return head.map(it -> it.revision().id())
        .filter(id -> now == null || !id.equals(now.rulebook().revision()))
        .flatMap(store::files)
        .orElseGet(() -> now().rulebook().files());
  }

  /** Lets what the store says is in force answer here; what cannot is reported. */
  void follow(Head head) {
    if (head.version() == version) {
      return;
    }
    long began = System.nanoTime();
    String id = head.revision().id();
    if (now != null && now.rulebook().revision().equals(id)) {
      if (now.revision().number() != head.revision().number()) {
        LOG.info("Following: revision {} is what answers already", head.revision().number());
      }
      swap(new Now(now.rulebook(), head.revision()), head.version());
      return;
    }
    Optional<RuleFiles> files = store.files(id);
    if (files.isEmpty()) {
      cannot(head, "its files are lost or damaged", new CheckReport(List.of()));
      return;
    }
    Checked checked = checks.compileOnly(files.get(), "checked before");
    if (checked.rulebook().isEmpty()) {
      cannot(head, CheckReport.summary(checked.report().failures()), checked.report());
      return;
    }
    boolean first = now == null;
    swap(new Now(checked.rulebook().get(), head.revision()), head.version());
    LOG.info("Revision {} ({}) answers", head.revision().number(), Drafting.shortened(id));
    if (!first) {
      listener.followed(head.revision(), RulesService.since(began));
    }
  }

  private void cannot(Head head, String why, CheckReport report) {
    version = head.version();
    String detail =
        "revision %d (%s), put in force by %s, cannot be used by this program: %s"
            .formatted(
                head.revision().number(),
                Drafting.shortened(head.revision().id()),
                FileBounds.shown(head.revision().author()),
                why);
    LOG.error("{}; what answered before still does", detail);
    unusable = Optional.of(new Rejected(head.revision().id(), clock.instant(), detail, report));
    listener.cannotFollow(head.revision(), detail);
  }

  /** Answers here, but is in force nowhere else. */
  void inEmergency(Rulebook rulebook, Revision revision) {
    now = new Now(rulebook, revision);
  }

  /**
   * Makes a candidate that passed the next revision.
   *
   * @param source as it is taken in with it
   * @param contents to be kept
   * @return empty when somebody else was faster
   */
  Optional<Revision> activate(
      Optional<Head> head,
      Checked checked,
      Origin origin,
      String author,
      String message,
      Optional<SourceState> source,
      List<RuleFiles> contents,
      Duration took) {
    Rulebook rulebook = checked.rulebook().orElseThrow();
    Revision revision =
        new Revision(
            rulebook.revision(),
            head.map(it -> it.revision().number()).orElse(0L) + 1,
            head.map(it -> it.revision().id()),
            origin,
            bounded(author, AUTHOR_LENGTH),
            bounded(message, MESSAGE_LENGTH),
            clock.instant(),
            checked.report());
    SourceState takenIn = source.orElseGet(() -> new SourceState(origin, "", rulebook.revision()));
    Head next = new Head(head.map(Head::version).orElse(0L) + 1, revision, takenIn);
    if (!advance(head, next, contents)) {
      return Optional.empty();
    }
    swap(new Now(rulebook, revision), next.version());
    LOG.info(
        "Revision {} ({}) is in force, from {}, {} ms after it came",
        revision.number(),
        Drafting.shortened(revision.id()),
        FileBounds.shown(revision.author()),
        took.toMillis());
    listener.activated(revision, took);
    return Optional.of(revision);
  }

  boolean advance(Optional<Head> head, Head next, Collection<RuleFiles> contents) {
    return store.advance(head.map(Head::version).orElse(0L), next, contents);
  }

  /** Journals a refusal. It was refused either way, so that a full disk only costs the entry. */
  void note(
      String candidate,
      Origin origin,
      String author,
      String message,
      String detail,
      CheckReport report) {
    Refusal refusal =
        new Refusal(
            candidate,
            origin,
            bounded(author, AUTHOR_LENGTH),
            bounded(message, MESSAGE_LENGTH),
            clock.instant(),
            bounded(detail, MESSAGE_LENGTH),
            report);
    try {
      boolean again =
          store.refusals(1).stream()
              .anyMatch(
                  last ->
                      last.candidate().equals(candidate)
                          && last.author().equals(refusal.author())
                          && last.detail().equals(refusal.detail()));
      if (!again) {
        store.note(refusal);
      }
    } catch (RevisionsUnavailable e) {
      LOG.error("A refused candidate could not be journalled", e);
    }
  }

  private void swap(Now next, long headVersion) {
    now = next;
    version = headVersion;
    unusable = Optional.empty();
  }

  private static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
