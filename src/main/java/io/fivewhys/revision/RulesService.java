package io.fivewhys.revision;

import io.fivewhys.revision.CandidateChecks.Checked;
import io.fivewhys.revision.Drafting.Draft;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.RuleSource.Reading;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules in force: those sent, those that the source holds, and those that another service over
 * the same store has put in force. Whoever asks for the {@link #rulebook} never waits for any of
 * it.
 */
public final class RulesService implements RulesInForce, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RulesService.class);

  /** So often somebody else may be faster before a change is given up. */
  static final int ATTEMPTS = 5;

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final RevisionStore store;
  private final RuleSource source;
  private final CandidateChecks checks;
  private final Options options;
  private final ActiveRules active;
  private final SourceIntake intake;
  private final RulesListener listener;

  /** One change at a time, in the order in which they came. */
  private final ReentrantLock changing = new ReentrantLock(true);

  /** And one dry run beside it. */
  private final ReentrantLock trying = new ReentrantLock(true);

  private final ScheduledThreadPoolExecutor background =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("rules-follow").daemon().factory());
  private RuleSource.Watching watching = () -> {};

  /**
   * @param watch whether changes of the source are taken in while the service runs
   * @param follow how often the store is asked whether another service changed the rules
   * @param maxChanges for changes of the source, as in {@link ChangeRequest}
   * @param patience how long a change waits for the one before it
   */
  public record Options(boolean watch, Duration follow, OptionalInt maxChanges, Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

    public Options(boolean watch, Duration follow, OptionalInt maxChanges) {
      this(watch, follow, maxChanges, USUAL_PATIENCE);
    }
  }

  public RulesService(
      RevisionStore store,
      RuleSource source,
      CandidateChecks checks,
      Options options,
      RulesListener listener,
      Clock clock) {
    this(store, source, RuleSource.shipped(), checks, options, listener, clock);
  }

  /**
   * @param shipped what answers when there is nothing else
   */
  RulesService(
      RevisionStore store,
      RuleSource source,
      RuleSource shipped,
      CandidateChecks checks,
      Options options,
      RulesListener listener,
      Clock clock) {
    this.store = store;
    this.source = source;
    this.checks = checks;
    this.options = options;
    this.listener = listener;
    this.active = new ActiveRules(store, checks, listener, clock);
    this.intake =
        new SourceIntake(store, source, shipped, checks, active, options.maxChanges(), listener);
  }

  /**
   * Puts the last revision in force, and what the source holds since; then watches and follows. A
   * broken source is no reason to fail: then the last good revision answers, or the program's own.
   *
   * @throws RevisionsUnavailable when the store cannot be used
   */
  public void start() {
    changing.lock();
    try {
      store.head().ifPresent(active::follow);
      intake.take(source.read());
      intake.fallBackIfNothingIsInForce();
    } finally {
      changing.unlock();
    }
    if (options.watch()) {
      watching = source.watch(this::sourceChanged);
    }
    long every = options.follow().toNanos();
    background.scheduleWithFixedDelay(this::follow, every, every, TimeUnit.NANOSECONDS);
  }

  /** Changes nothing any more; the rulebook in force goes on answering. */
  @Override
  public void close() {
    watching.close();
    background.shutdown();
    try {
      if (!background.awaitTermination(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A change of rules was still under way when the service stopped");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Rulebook rulebook() {
    return active.now().rulebook();
  }

  @Override
  public Revision revision() {
    return active.now().revision();
  }

  @Override
  public List<Revision> history(int limit) {
    return store.history(limit);
  }

  /** The refused candidates of late, the youngest first. */
  public List<Refusal> refusals(int limit) {
    return store.refusals(limit);
  }

  @Override
  public Optional<Revision> find(String revision) {
    List<String> ids = Drafting.idsStartingWith(store, revision);
    return ids.size() == 1
        ? store.history(Integer.MAX_VALUE).stream()
            .filter(it -> it.id().equals(ids.getFirst()))
            .filter(it -> !Drafting.isNumber(revision) || it.number() == Long.parseLong(revision))
            .findFirst()
        : Optional.empty();
  }

  @Override
  public Optional<RuleFiles> files(String revision) {
    RuleFiles inForce = rulebook().files();
    return inForce.revision().equals(revision)
        ? Optional.of(inForce)
        : find(revision).flatMap(found -> store.files(found.id()));
  }

  @Override
  public Optional<Rejected> rejected() {
    return intake.rejected().or(active::unusable);
  }

  /** What is only tried must not keep a change waiting, which may be urgent. */
  @Override
  public Outcome apply(ChangeRequest request) {
    if (request.dryRun()) {
      awaitTurn(trying);
      try {
        return tried(request);
      } finally {
        trying.unlock();
      }
    }
    awaitTurn(changing);
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<Outcome> outcome = attempt(request);
        if (outcome.isPresent()) {
          if (outcome.get().status() == Status.ACTIVATED && rejected().isPresent()) {
            lookAgainSoon();
          }
          return outcome.get();
        }
      }
    } finally {
      changing.unlock();
    }
    return new Outcome(
        Status.CONFLICT,
        revision().id(),
        "other services change the rules all the time; try again",
        new CheckReport(List.of()));
  }

  /** Every check has its own limit of time; together they may take long all the same. */
  private void awaitTurn(ReentrantLock turn) {
    try {
      if (!turn.tryLock(options.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new RevisionsUnavailable(
            RevisionsUnavailable.Code.LOCKED,
            "others have been under way for %d seconds; try again"
                .formatted(options.patience().toSeconds()),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RevisionsUnavailable(
          RevisionsUnavailable.Code.LOCKED, "the change was given up while it waited", e);
    }
  }

  private Outcome tried(ChangeRequest request) {
    long began = System.nanoTime();
    RuleFiles inForce = active.files(store.head());
    return switch (new Drafting(store, inForce).of(request.change())) {
      case Draft.Ended ended -> ended(ended, inForce);
      case Draft.Candidate candidate -> {
        Checked checked = checked(request, candidate);
        yield checked.report().passed()
            ? new Outcome(
                Status.PASSED, candidate.files().revision(), "every check passed", checked.report())
            : refused(candidate, checked.report(), began);
      }
    };
  }

  /** Empty when somebody else was faster. */
  private Optional<Outcome> attempt(ChangeRequest request) {
    long began = System.nanoTime();
    Optional<Head> head = store.head();
    head.ifPresent(active::follow);
    RuleFiles inForce = active.files(head);
    return switch (new Drafting(store, inForce).of(request.change())) {
      case Draft.Ended ended -> Optional.of(ended(ended, inForce));
      case Draft.Candidate candidate -> {
        boolean unchanged = candidate.files().revision().equals(rulebook().revision());
        if (unchanged && candidate.files().equals(inForce)) {
          yield Optional.of(
              new Outcome(
                  Status.UNCHANGED,
                  inForce.revision(),
                  "these files are in force already",
                  new CheckReport(List.of())));
        }
        yield check(request, head, candidate, began);
      }
    };
  }

  private static Outcome ended(Draft.Ended ended, RuleFiles inForce) {
    return new Outcome(
        ended.status(), inForce.revision(), ended.detail(), CheckReport.failed(ended.problems()));
  }

  private Optional<Outcome> check(
      ChangeRequest request, Optional<Head> head, Draft.Candidate candidate, long began) {
    Checked checked = checked(request, candidate);
    CheckReport report = checked.report();
    if (!report.passed()) {
      Outcome refused = refused(candidate, report, began);
      active.note(
          refused.revision(),
          candidate.origin(),
          request.author(),
          request.message(),
          refused.detail(),
          report);
      return Optional.of(refused);
    }
    return active
        .activate(
            head,
            checked,
            candidate.origin(),
            request.author(),
            request.message(),
            head.map(Head::source),
            List.of(candidate.files()),
            since(began))
        .map(revision -> activated(revision, report));
  }

  private Checked checked(ChangeRequest request, Draft.Candidate candidate) {
    return checks.check(active.ifAny().map(ActiveRules.Now::rulebook), candidate.files(), request);
  }

  private Outcome refused(Draft.Candidate candidate, CheckReport report, long began) {
    listener.refused(candidate.origin(), report.failedStage(), since(began));
    return new Outcome(
        Status.REFUSED,
        candidate.files().revision(),
        CheckReport.summary(report.failures()),
        report);
  }

  private static Outcome activated(Revision revision, CheckReport report) {
    String detail =
        "revision %d is in force (%s)"
            .formatted(revision.number(), Drafting.shortened(revision.id()));
    return new Outcome(Status.ACTIVATED, revision.id(), detail, report);
  }

  private void sourceChanged(Reading reading) {
    changing.lock();
    try {
      intake.take(reading);
    } finally {
      changing.unlock();
    }
  }

  private void lookAgainSoon() {
    try {
      background.execute(this::lookAgain);
    } catch (RejectedExecutionException _) {
      LOG.debug("The service stops; the next start looks again");
    }
  }

  /** What the source wants may fit in now. */
  private void lookAgain() {
    changing.lock();
    try {
      intake.takeAgain(source.read());
    } catch (RuntimeException e) {
      LOG.error("{} could not be looked at again", source.place(), e);
    } finally {
      changing.unlock();
    }
  }

  /** Takes over what another service put in force, if it did. */
  void follow() {
    changing.lock();
    try {
      store.head().ifPresent(active::follow);
      intake.followed();
    } catch (RuntimeException e) {
      LOG.error("It cannot be seen whether another service changed the rules; trying again", e);
    } finally {
      changing.unlock();
    }
  }

  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
