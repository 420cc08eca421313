package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.List;
import java.util.Optional;

/** Says of files that were changed in the source and elsewhere by whom, and what to do. */
final class Conflicts {
  /** So far back it is looked for who changed a file. */
  private static final int REVISIONS = 50;

  private final RevisionStore store;
  private final Head head;
  private final RuleSource source;

  Conflicts(RevisionStore store, Head head, RuleSource source) {
    this.store = store;
    this.head = head;
    this.source = source;
  }

  List<RuleProblem> of(List<String> paths) {
    return paths.stream().map(this::problem).toList();
  }

  private RuleProblem problem(String path) {
    return RuleProblem.of(
        Stage.CONSISTENCY,
        path,
        "changed in %s, and since that was last taken in (as of %s) also %s"
            .formatted(source.place(), Drafting.shortened(head.source().revision()), byWhom(path)),
        "make the two equal, or put all of "
            + source.place()
            + " in force in place of what is (`fivewhys rules activate DIRECTORY`)");
  }

  private String byWhom(String path) {
    Optional<String> now = content(head.revision().id(), path);
    for (Revision revision : store.history(REVISIONS)) {
      boolean made = revision.parent().filter(it -> !content(it, path).equals(now)).isPresent();
      if (made) {
        return "by %s in revision %d (%s)"
            .formatted(
                FileBounds.shown(revision.author()),
                revision.number(),
                Drafting.shortened(revision.id()));
      }
    }
    return "in an earlier revision";
  }

  private Optional<String> content(String revision, String path) {
    return store.files(revision).map(RuleFiles::contents).map(files -> files.get(path));
  }
}
