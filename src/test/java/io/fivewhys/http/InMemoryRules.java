package io.fivewhys.http;

import io.fivewhys.http.call.FileTag;
import io.fivewhys.revision.Change;
import io.fivewhys.revision.ChangeRequest;
import io.fivewhys.revision.CheckReport;
import io.fivewhys.revision.Outcome;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Changes rules as the real one does, with real compiling, but forgets them at the end. */
public final class InMemoryRules implements RulesInForce {
  public static final String PATH = "evidence/pods/restarts.drl";
  public static final String RULE = rule("A pod restarts");

  private static final RuleFiles FIRST = new RuleFiles(new TreeMap<>(Map.of(PATH, RULE)));
  private static final Rulebook COMPILED = Rulebook.of(FIRST);

  private final List<Revision> history = new ArrayList<>();
  private final Map<String, RuleFiles> kept = new HashMap<>();
  private Rulebook active = COMPILED;
  private Optional<Rejected> rejected = Optional.empty();
  public ChangeRequest last;

  /** A permit for each change that has begun. */
  public final Semaphore applying = new Semaphore(0);

  /** Changes wait for it. */
  public CountDownLatch mayApply = new CountDownLatch(0);

  InMemoryRules() {
    keep(Revision.Origin.SHIPPED, "", "", passed());
  }

  /** A file of one rule. */
  public static String rule(String name) {
    return """
    package rules.evidence.pods;
    import io.fivewhys.fact.*;
    import io.fivewhys.inference.*;
    agenda-group "evidence"

    rule "%s"
    when
        $p : Pod( name == "nothing" )
    then
        insertLogical( Finding.of("pod restarts", $p.name(), Words.of("it restarts"), $p) );
    end
    """
        .formatted(name);
  }

  @Override
  public synchronized Rulebook rulebook() {
    return active;
  }

  @Override
  public synchronized Revision revision() {
    return history.getLast();
  }

  @Override
  public synchronized List<Revision> history(int limit) {
    return history.reversed().stream().limit(limit).toList();
  }

  @Override
  public synchronized Optional<Revision> find(String revision) {
    return history.reversed().stream().filter(it -> it.id().startsWith(revision)).findFirst();
  }

  @Override
  public synchronized Optional<RuleFiles> files(String revision) {
    return find(revision)
        .map(it -> kept.get(it.id()))
        .or(() -> Optional.ofNullable(kept.get(revision)));
  }

  /** As if they had been in force before. */
  public synchronized void keep(RuleFiles files) {
    kept.put(files.revision(), files);
  }

  @Override
  public synchronized Optional<Rejected> rejected() {
    return rejected;
  }

  public synchronized void reject(String detail) {
    var report = failed(RuleProblem.of(Stage.PARSE, "a.drl", detail, "mend it"));
    rejected = Optional.of(new Rejected("beef".repeat(16), Instant.EPOCH, detail, report));
  }

  @Override
  public Outcome apply(ChangeRequest request) {
    applying.release();
    try {
      mayApply.await();
    } catch (InterruptedException _) {
      throw new IllegalStateException("nobody interrupts a change");
    }
    return applied(request);
  }

  private synchronized Outcome applied(ChangeRequest request) {
    last = request;
    var contents = new TreeMap<>(active.files().contents());
    switch (request.change()) {
      case Change.PutFile put -> {
        String now = contents.get(put.path());
        if (put.ifAbsent() && now != null || clashes(put.ifMatch(), now)) {
          return without(Outcome.Status.CONFLICT, put.path() + " was changed since.");
        }
        contents.put(put.path(), put.content());
      }
      case Change.DeleteFile delete -> {
        String now = contents.remove(delete.path());
        if (now == null) {
          return without(Outcome.Status.NOT_FOUND, "There is no " + delete.path());
        }
        if (clashes(delete.ifMatch(), now)) {
          return without(Outcome.Status.CONFLICT, delete.path() + " was changed since.");
        }
      }
      case Change.ReplaceAll all -> {
        if (all.base().filter(base -> !base.equals(revision().id())).isPresent()) {
          return without(Outcome.Status.CONFLICT, "the rules were changed since.");
        }
        contents.clear();
        contents.putAll(all.files().contents());
      }
      case Change.Rollback back -> {
        var files = files(back.revision());
        if (files.isEmpty()) {
          return without(Outcome.Status.NOT_FOUND, "There is no such revision.");
        }
        contents.clear();
        contents.putAll(files.get().contents());
      }
    }
    return activate(request, new RuleFiles(contents));
  }

  private Outcome activate(ChangeRequest request, RuleFiles candidate) {
    if (candidate.revision().equals(active.revision())) {
      return without(Outcome.Status.UNCHANGED, "These are the rules in force.");
    }
    Rulebook compiled;
    try {
      compiled = Rulebook.of(candidate);
    } catch (RulebookRefused refused) {
      var report = failed(refused.problems().toArray(RuleProblem[]::new));
      return new Outcome(
          Outcome.Status.REFUSED, candidate.revision(), "It does not compile.", report);
    }
    if (request.dryRun()) {
      return new Outcome(Outcome.Status.PASSED, compiled.revision(), "It passes.", passed());
    }
    active = compiled;
    boolean back = request.change() instanceof Change.Rollback;
    keep(
        back ? Revision.Origin.ROLLBACK : Revision.Origin.API,
        request.author(),
        request.message(),
        passed());
    return new Outcome(Outcome.Status.ACTIVATED, active.revision(), "In force.", passed());
  }

  private void keep(Revision.Origin origin, String author, String message, CheckReport report) {
    kept.put(active.revision(), active.files());
    history.add(
        new Revision(
            active.revision(),
            history.size() + 1,
            history.isEmpty() ? Optional.empty() : Optional.of(history.getLast().id()),
            origin,
            author,
            message,
            Instant.EPOCH,
            report));
  }

  private Outcome without(Outcome.Status status, String detail) {
    return new Outcome(status, active.revision(), detail, new CheckReport(List.of()));
  }

  private static boolean clashes(Optional<String> demanded, String now) {
    return demanded.isPresent()
        && (now == null
            || !demanded.get().equals("*")
                && !FileTag.of(now).equals(FileTag.quoted(demanded.get())));
  }

  private static CheckReport passed() {
    return report(CheckReport.Status.PASSED, List.of());
  }

  private static CheckReport failed(RuleProblem... problems) {
    return report(CheckReport.Status.FAILED, List.of(problems));
  }

  private static CheckReport report(CheckReport.Status status, List<RuleProblem> problems) {
    var step =
        new CheckReport.Step(
            Stage.COMPILE, status, Duration.ofMillis(1), "summary", problems, Optional.empty());
    return new CheckReport(List.of(step));
  }
}
