package io.fivewhys.revision;

import io.fivewhys.revision.Change.DeleteFile;
import io.fivewhys.revision.Change.PutFile;
import io.fivewhys.revision.Change.ReplaceAll;
import io.fivewhys.revision.Change.Rollback;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a candidate of a {@link Change}, or says why there is none. Checks nothing in it. */
final class Drafting {
  private final RevisionStore store;
  private final RuleFiles inForce;

  Drafting(RevisionStore store, RuleFiles inForce) {
    this.store = store;
    this.inForce = inForce;
  }

  /** What a change comes to. */
  sealed interface Draft {
    /** These files would be in force. */
    record Candidate(RuleFiles files, Origin origin) implements Draft {}

    /** There is nothing to check. */
    record Ended(Status status, String detail, List<RuleProblem> problems) implements Draft {}
  }

  Draft of(Change change) {
    return switch (change) {
      case PutFile put -> put(put);
      case DeleteFile delete -> delete(delete);
      case ReplaceAll(var files, var base) -> replace(files, base);
      case Rollback(var revision) -> rollback(revision);
    };
  }

  /** SHA-256 of a file's content, in hex: its ETag. */
  static String hash(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private Draft put(PutFile put) {
    Optional<RuleProblem> problem = FileBounds.problemOfPath(put.path());
    if (problem.isPresent()) {
      return refused(List.of(problem.get()));
    }
    Optional<String> there = Optional.ofNullable(inForce.contents().get(put.path()));
    if (put.ifAbsent() && there.isPresent()) {
      return conflict(put.path() + " is there already; read it and change it with its hash");
    }
    return mismatch(put.path(), put.ifMatch(), there)
        .orElseGet(
            () -> {
              SortedMap<String, String> contents = new TreeMap<>(inForce.contents());
              contents.put(put.path(), put.content());
              return candidate(new RuleFiles(contents), Origin.API);
            });
  }

  private Draft delete(DeleteFile delete) {
    Optional<String> there = Optional.ofNullable(inForce.contents().get(delete.path()));
    if (there.isEmpty()) {
      return new Draft.Ended(
          Status.NOT_FOUND, "there is no file " + FileBounds.shown(delete.path()), List.of());
    }
    return mismatch(delete.path(), delete.ifMatch(), there)
        .orElseGet(
            () -> {
              SortedMap<String, String> contents = new TreeMap<>(inForce.contents());
              contents.remove(delete.path());
              return candidate(new RuleFiles(contents), Origin.API);
            });
  }

  private static Optional<Draft> mismatch(
      String path, Optional<String> ifMatch, Optional<String> there) {
    if (ifMatch.isEmpty()) {
      return Optional.empty();
    }
    if (there.isEmpty()) {
      return Optional.of(
          conflict(
              path
                  + " is not there: somebody deleted it, or it is new and must be sent without"
                  + " If-Match"));
    }
    if (ifMatch.get().equals("*") || ifMatch.get().equals(hash(there.get()))) {
      return Optional.empty();
    }
    return Optional.of(
        conflict(path + " was changed in between; read it again, and bring your change in"));
  }

  private Draft replace(RuleFiles files, Optional<String> base) {
    if (base.isPresent() && !base.get().equals(inForce.revision())) {
      return conflict(
          "revision %s is not in force any more, %s is; see what it changed and base your files on it"
              .formatted(shortened(base.get()), shortened(inForce.revision())));
    }
    return candidate(files, Origin.API);
  }

  private Draft rollback(String revision) {
    List<String> ids = idsStartingWith(store, revision);
    if (ids.size() > 1) {
      List<RuleProblem> problems = new ArrayList<>();
      problems.add(
          RuleProblem.of(
              Stage.CONSISTENCY,
              "",
              ids.size() + " revisions begin with " + shortened(revision),
              "give more characters"));
      return refused(problems);
    }
    if (ids.isEmpty()) {
      return new Draft.Ended(
          Status.NOT_FOUND,
          "there is no revision "
              + shortened(FileBounds.shown(revision))
              + "; give its number, its id, or the first 8 or more characters of that",
          List.of());
    }
    return store
        .files(ids.getFirst())
        .<Draft>map(files -> candidate(files, Origin.ROLLBACK))
        .orElseGet(
            () ->
                new Draft.Ended(
                    Status.NOT_FOUND,
                    "the files of revision %s are kept no more; rules.keep says how many are"
                        .formatted(shortened(ids.getFirst())),
                    List.of()));
  }

  /** Ids of revisions that were in force, each once; none for less than 8 characters. */
  static List<String> idsStartingWith(RevisionStore store, String prefix) {
    if (isNumber(prefix)) {
      return store.history(Integer.MAX_VALUE).stream()
          .filter(it -> it.number() == Long.parseLong(prefix))
          .map(Revision::id)
          .toList();
    }
    if (!prefix.matches("[0-9a-f]{8,64}")) {
      return List.of();
    }
    return store.history(Integer.MAX_VALUE).stream()
        .map(Revision::id)
        .filter(id -> id.startsWith(prefix))
        .distinct()
        .toList();
  }

  /** Ids have more digits than numbers will ever have. */
  static boolean isNumber(String revision) {
    return revision.matches("[0-9]{1,7}");
  }

  static String shortened(String revision) {
    return revision.length() > 12 ? revision.substring(0, 12) : revision;
  }

  private static Draft candidate(RuleFiles files, Origin origin) {
    List<RuleProblem> problems = FileBounds.problemsOf(files);
    return problems.isEmpty() ? new Draft.Candidate(files, origin) : refused(problems);
  }

  private static Draft refused(List<RuleProblem> problems) {
    return new Draft.Ended(Status.REFUSED, CheckReport.summary(problems), problems);
  }

  private static Draft conflict(String detail) {
    return new Draft.Ended(Status.CONFLICT, detail, List.of());
  }
}
