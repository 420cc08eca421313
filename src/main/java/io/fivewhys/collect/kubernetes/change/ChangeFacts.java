package io.fivewhys.collect.kubernetes.change;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes facts of what is remembered of changes and of what is wrong now. */
final class ChangeFacts {
  private static final int MOST_STANDING = 500;
  private static final int LONGEST_PROBLEM = 600;

  /** What has been wrong for longer has not made the errors begin. */
  private static final Duration NEWLY_WRONG = Duration.ofHours(24);

  private final World world;
  private final ChangeMemory memory;
  private final List<String> notes = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  ChangeFacts(World world, ChangeMemory memory) {
    this.world = world;
    this.memory = memory;
  }

  /**
   * @param problems what is wrong now, by the object's id
   */
  List<Fact> of(Map<String, List<Problem>> problems) {
    for (Known each : memory.all()) {
      if (!each.isRestless(world.now())) {
        changes(each, problems.getOrDefault(each.id(), List.of()));
      }
    }
    problems.entrySet().stream()
        .filter(it -> memory.find(it.getKey()).filter(known -> isTold(known)).isEmpty())
        .limit(MOST_STANDING)
        .forEach(it -> standing(it.getValue()));
    return facts;
  }

  /** What could not be said. */
  List<String> notes() {
    return notes;
  }

  private boolean isTold(Known known) {
    return !known.told().isEmpty() && !known.isRestless(world.now());
  }

  /** What is wrong is said once, with the change that made it so. */
  private void changes(Known known, List<Problem> problems) {
    List<Told> all = known.told();
    for (int i = 0; i < all.size(); i++) {
      int place = i;
      Told told = all.get(i);
      List<Problem> made = problems.stream().filter(it -> madeBy(it, all) == place).toList();
      var affects = new TreeSet<>(told.affects());
      affects.addAll(affected(made, true));
      add(
          draft(known.kind(), known.namespace(), known.name(), affects)
              .set("at", told.at())
              .set("action", told.action())
              .set("keys", told.keys())
              .set("from", told.from())
              .set("to", told.to())
              .set("managedBy", known.managedBy())
              .set("problem", text(made, stillEmpty(told, all.subList(i + 1, all.size())))));
    }
  }

  /** The last change before it was found wrong; the first when it was so before all of them. */
  private int madeBy(Problem problem, List<Told> changes) {
    Instant since = memory.wrongSince(problem.what(), world.now());
    int made = 0;
    for (int i = 0; i < changes.size(); i++) {
      if (!changes.get(i).foundAt().isAfter(since)) {
        made = i;
      }
    }
    return made;
  }

  private static List<String> stillEmpty(Told told, List<Told> later) {
    return told.emptied().stream()
        .filter(key -> later.stream().noneMatch(it -> it.keys().contains(key)))
        .toList();
  }

  /** Wrong, and not known to have changed: without a time and without an action. */
  private void standing(List<Problem> problems) {
    Problem first = problems.getFirst();
    Collection<String> affects = affected(problems, false);
    if (affects.isEmpty()) {
      return; // for long, and nobody could be named: it would be blamed for everything
    }
    add(
        draft(first.kind(), first.namespace(), first.name(), affects)
            .set("problem", text(problems, List.of()))
            .set("managedBy", memory.find(first.id()).flatMap(Known::managedBy)));
  }

  private Collection<String> affected(List<Problem> problems, boolean changedLately) {
    var names = new TreeSet<String>();
    for (Problem each : problems) {
      names.addAll(each.affects());
      if (each.atGateway() && (changedLately || isNewlyWrong(each))) {
        names.add(world.gateway());
      }
    }
    return names;
  }

  private boolean isNewlyWrong(Problem problem) {
    Instant since = memory.wrongSince(problem.what(), world.now());
    return since.isAfter(world.now().minus(NEWLY_WRONG));
  }

  private static Optional<String> text(List<Problem> problems, List<String> emptied) {
    String all =
        Stream.concat(
                problems.stream().map(Problem::text),
                emptied.stream().map(it -> "key " + it + " is empty"))
            .distinct()
            .limit(5)
            .collect(Collectors.joining("; "));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.substring(0, Math.min(LONGEST_PROBLEM, all.length())));
  }

  private FactDraft<ConfigChange> draft(
      ObservedKind kind, String namespace, String name, Collection<String> affects) {
    var names = new TreeSet<>(affects);
    if (names.stream().anyMatch(world.gatewayWorkloads()::contains)) {
      names.add(world.gateway()); // as rules know it
    }
    return FactDraft.of(ConfigChange.class)
        .set("object", kind + "/" + name)
        .set("namespace", namespace)
        .set("affects", names);
  }

  private void add(FactDraft<ConfigChange> draft) {
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      notes.add("a change could not be told: " + e.getMessage());
    }
  }
}
