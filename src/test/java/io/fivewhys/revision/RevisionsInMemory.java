package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shared store, as a database is one. */
final class RevisionsInMemory implements RevisionStore {
  final List<Revision> history = new ArrayList<>();
  final List<Head> heads = new ArrayList<>();
  final Map<String, RuleFiles> contents = new HashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();

  @Override
  public synchronized Optional<Head> head() {
    return heads.isEmpty() ? Optional.empty() : Optional.of(heads.getLast());
  }

  @Override
  public synchronized boolean advance(long expected, Head next, Collection<RuleFiles> kept) {
    if (head().map(Head::version).orElse(0L) != expected) {
      return false;
    }
    boolean activated =
        head().filter(it -> it.revision().number() == next.revision().number()).isEmpty();
    heads.add(next);
    kept.forEach(files -> contents.put(files.revision(), files));
    if (activated) {
      history.addFirst(next.revision());
    }
    return true;
  }

  @Override
  public synchronized Optional<RuleFiles> files(String revision) {
    return Optional.ofNullable(contents.get(revision));
  }

  @Override
  public synchronized List<Revision> history(int limit) {
    return history.stream().limit(limit).toList();
  }

  @Override
  public synchronized void note(Refusal refusal) {
    refusals.addFirst(refusal);
  }

  @Override
  public synchronized List<Refusal> refusals(int limit) {
    return refusals.stream().limit(limit).toList();
  }
}
