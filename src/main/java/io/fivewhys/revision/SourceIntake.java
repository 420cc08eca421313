package io.fivewhys.revision;

import io.fivewhys.revision.CandidateChecks.Checked;
import io.fivewhys.revision.Change.ReplaceAll;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.revision.RuleSource.Reading;
import io.fivewhys.revision.RulesInForce.Rejected;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what a source holds. Only what changed there since it was taken in last is applied to
 * what is in force, file by file, so that changes sent in between stay. Used by one thread at a
 * time.
 *
 * <p>A source is looked at when the service starts and when it changes, never because another
 * service took in a later state of it: replicas whose copies of a ConfigMap differ for a minute
 * would else undo each other's change.
 */
final class SourceIntake {
  private static final Logger LOG = LoggerFactory.getLogger(SourceIntake.class);
  private static final int NAMED_FILES = 5;

  /** So far back a revision is looked for that this program can use. */
  private static final int EARLIER = 20;

  private final RevisionStore store;
  private final RuleSource source;
  private final RuleSource shipped;
  private final CandidateChecks checks;
  private final ActiveRules active;
  private final OptionalInt maxChanges;
  private final RulesListener listener;

  private volatile Optional<Rejected> rejected = Optional.empty();
  private Reading seen;
  private RuleFiles shippedOnceRead;

  SourceIntake(
      RevisionStore store,
      RuleSource source,
      RuleSource shipped,
      CandidateChecks checks,
      ActiveRules active,
      OptionalInt maxChanges,
      RulesListener listener) {
    this.store = store;
    this.source = source;
    this.shipped = shipped;
    this.checks = checks;
    this.active = active;
    this.maxChanges = maxChanges;
    this.listener = listener;
  }

  /** Why what the source holds is not in force. */
  Optional<Rejected> rejected() {
    return rejected;
  }

  /** Takes in what the source holds, unless that was tried already. */
  void take(Reading reading) {
    if (!reading.equals(seen)) {
      takeAgain(reading);
    }
  }

  /** Takes in what the source holds, though it may have been refused before. */
  void takeAgain(Reading reading) {
    long began = System.nanoTime();
    switch (reading) {
      case Reading.Broken(var problems) -> reject("", CheckReport.failed(problems), began);
      case Reading.Complete(var files) -> take(files, began);
    }
    seen = reading;
  }

  /** Another service may have taken in what was refused here, for it can what this one cannot. */
  void followed() {
    if (rejected.isPresent()
        && seen instanceof Reading.Complete(var files)
        && store.head().filter(head -> isTakenIn(head, files)).isPresent()) {
      accepted();
    }
  }

  private void take(RuleFiles files, long began) {
    for (int i = 0; i < RulesService.ATTEMPTS; i++) {
      if (attempt(files, began)) {
        return;
      }
    }
    // Whoever was faster each time took in something too; the next look tries again.
    throw new IllegalStateException("other services change the rules all the time");
  }

  /** False when somebody else was faster. */
  private boolean attempt(RuleFiles files, long began) {
    Optional<Head> head = store.head();
    if (head.isEmpty()) {
      return check(head, files, "the first rules", files, began);
    }
    active.follow(head.get());
    if (isTakenIn(head.get(), files)) {
      accepted();
      return true;
    }
    RuleFiles inForce = filesOf(head.get(), files);
    SourceChanges changes = SourceChanges.of(takenInBefore(head.get(), inForce), files, inForce);
    if (!changes.conflicts().isEmpty()) {
      reject(
          files.revision(),
          CheckReport.failed(new Conflicts(store, head.get(), source).of(changes.conflicts())),
          began);
      return true;
    }
    if (changes.files().equals(inForce)) {
      return remember(head.get(), files);
    }
    return check(head, changes.files(), named(changes.changed()), files, began);
  }

  private boolean isTakenIn(Head head, RuleFiles files) {
    return head.source().revision().equals(files.revision())
        && head.source().origin() == source.origin();
  }

  /** The files in force; where they are lost, the source is all there is. */
  private RuleFiles filesOf(Head head, RuleFiles files) {
    return store
        .files(head.revision().id())
        .or(() -> active.ifAny().map(now -> now.rulebook().files()))
        .orElse(files);
  }

  /** Where that is lost, everything counts as changed by the source. */
  private RuleFiles takenInBefore(Head head, RuleFiles inForce) {
    return store
        .files(head.source().revision())
        .orElseGet(
            () -> {
              LOG.warn(
                  "It is not known any more what of {} was in force before: all of it is taken in,"
                      + " and what else was changed can be found in the history",
                  source.place());
              return inForce;
            });
  }

  private boolean remember(Head head, RuleFiles files) {
    if (!active.advance(Optional.of(head), head.next(state(files)), List.of(files))) {
      return false;
    }
    store.head().ifPresent(active::follow);
    LOG.info("{} holds what is in force", source.place());
    accepted();
    return true;
  }

  private boolean check(
      Optional<Head> head, RuleFiles candidate, String message, RuleFiles files, long began) {
    List<RuleProblem> outOfBounds = FileBounds.problemsOf(candidate);
    if (!outOfBounds.isEmpty()) {
      reject(candidate.revision(), CheckReport.failed(outOfBounds), began);
      return true;
    }
    Checked checked = checked(candidate, message);
    if (!checked.report().passed()) {
      reject(candidate.revision(), checked.report(), began);
      return true;
    }
    boolean activated =
        active
            .activate(
                head,
                checked,
                source.origin(),
                source.place(),
                message,
                Optional.of(state(files)),
                List.of(candidate, files),
                RulesService.since(began))
            .isPresent();
    if (activated) {
      accepted();
    }
    return activated;
  }

  private Checked checked(RuleFiles candidate, String message) {
    if (shippedFiles().equals(candidate)) {
      return checks.compileOnly(candidate, "checked when the program was built");
    }
    ChangeRequest request =
        new ChangeRequest(
            new ReplaceAll(candidate, Optional.empty()),
            source.place(),
            message,
            maxChanges,
            false,
            false);
    return checks.check(active.ifAny().map(ActiveRules.Now::rulebook), candidate, request);
  }

  private RuleFiles shippedFiles() {
    if (shippedOnceRead == null) {
      shippedOnceRead =
          switch (shipped.read()) {
            case Reading.Complete(var files) -> files;
            case Reading.Broken broken -> throw new IllegalStateException(broken.toString());
          };
    }
    return shippedOnceRead;
  }

  private SourceState state(RuleFiles files) {
    return new SourceState(source.origin(), source.place(), files.revision());
  }

  private void reject(String candidate, CheckReport report, long began) {
    List<RuleProblem> problems = report.failures();
    String detail = CheckReport.summary(problems);
    rejected = Optional.of(new Rejected(candidate, active.clock().instant(), detail, report));
    LOG.error(
        "{} is not taken in; what was in force still is:\n{}",
        source.place(),
        problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")).indent(2));
    active.note(candidate, source.origin(), source.place(), "", detail, report);
    listener.refused(source.origin(), report.failedStage(), RulesService.since(began));
  }

  private void accepted() {
    if (rejected.isPresent()) {
      LOG.info("{} is in force again", source.place());
    }
    rejected = Optional.empty();
    listener.sourceInForce();
  }

  /** Rather an earlier revision, or the program's own rules, than none. */
  void fallBackIfNothingIsInForce() {
    if (active.ifAny().isPresent()) {
      return;
    }
    Stream<Revision> earlier = store.history(EARLIER).stream();
    for (Revision revision : earlier.toList()) {
      Optional<RuleFiles> files = store.files(revision.id());
      if (files.isPresent()) {
        Checked checked = checks.compileOnly(files.get(), "checked before");
        if (checked.rulebook().isPresent()) {
          LOG.error("Revision {} answers in its place", revision.number());
          active.inEmergency(checked.rulebook().get(), revision);
          return;
        }
      }
    }
    fallBackToShipped();
  }

  private void fallBackToShipped() {
    RuleFiles files = shippedFiles();
    Checked checked = checks.compileOnly(files, "checked when the program was built");
    if (checked.rulebook().isEmpty()) {
      throw new RulebookRefused(checked.report().failures());
    }
    LOG.error("The program's own rules answer, since {} cannot", source.place());
    String message = "in place of " + source.place() + ", which could not be used";
    var state = new SourceState(Origin.SHIPPED, shipped.place(), files.revision());
    Optional<Head> head = store.head();
    if (head.isPresent()
        || active
            .activate(
                head,
                checked,
                Origin.SHIPPED,
                shipped.place(),
                message,
                Optional.of(state),
                List.of(files),
                Duration.ZERO)
            .isEmpty()) {
      active.inEmergency(
          checked.rulebook().get(),
          new Revision(
              files.revision(),
              0,
              Optional.empty(),
              Origin.SHIPPED,
              shipped.place(),
              message,
              active.clock().instant(),
              checked.report()));
    }
  }

  private static String named(List<String> paths) {
    String names = paths.stream().limit(NAMED_FILES).collect(Collectors.joining(", "));
    String more =
        paths.size() > NAMED_FILES ? " and %d more".formatted(paths.size() - NAMED_FILES) : "";
    return "changed: " + names + more;
  }
}
