package io.fivewhys.collect.kubernetes.change;

import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.fact.ConfigChange.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Tells what changed of one object between two looks. */
final class ChangeTracker {
  /** Whoever makes an object may write it twice. */
  private static final Duration STILL_MAKING = Duration.ofMinutes(1);

  /** Clocks differ; what lies further ahead is no time of a change. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final World world;
  private final Affected affected;
  private final KeyedHash hash;
  private final Duration horizon;
  private final boolean closely;

  /**
   * @param closely whether the look before was short ago, so that what is found now has just been
   *     done
   */
  ChangeTracker(World world, KeyedHash hash, Duration horizon, boolean closely) {
    this.world = world;
    this.affected = new Affected(world);
    this.hash = hash;
    this.horizon = horizon;
    this.closely = closely;
  }

  /**
   * @param kindIsNew whether objects of this kind are seen there for the first time, so that one
   *     that is not remembered need not have been made since
   */
  Known first(Observed seen, Optional<Known> gone, boolean kindIsNew) {
    Content content = seen.content(hash);
    Known known =
        known(seen, content, affected.ofAll(seen, content))
            .withTold(gone.map(Known::told).orElse(List.of()));
    if (kindIsNew) {
      Optional<LastWrite> later =
          seen.lastWrite()
              .filter(it -> it.at().isAfter(made(seen).plus(STILL_MAKING)))
              .filter(it -> isRecent(it.at()));
      if (later.isPresent()) {
        return known.telling(updatedBefore(seen, content, later.get()));
      }
    }
    return isNews(seen, known) ? known.telling(created(seen, known)) : known;
  }

  /**
   * @param sameHashes whether the hashes of both can be compared
   */
  Known next(Observed seen, Known before, boolean sameHashes) {
    boolean untouched = !seen.version().isEmpty() && seen.version().equals(before.version());
    if (untouched && sameHashes) {
      return before;
    }
    Content content = seen.content(hash);
    Difference difference =
        sameHashes ? Difference.between(before.content(), content) : byKeys(before, content);
    Known known = known(seen, content, affected.ofAll(seen, content)).withTold(before.told());
    boolean rewritten = !known.writtenAt().equals(before.writtenAt());
    boolean changed = !difference.isNone() || (!sameHashes && !untouched && rewritten);
    return changed ? known.telling(updated(seen, before, known, difference)) : known;
  }

  /** What a change of its workloads does to whom it reaches. */
  Known reached(Observed seen, Known known) {
    List<String> now = affected.ofAll(seen, known.content());
    return now.isEmpty() || now.equals(known.affects()) ? known : known.withAffects(now);
  }

  Known gone(Known before) {
    Told told =
        new Told(
            closely ? Optional.of(world.now()) : Optional.empty(),
            world.now(),
            Action.DELETED,
            Difference.keysOfWhole(before.content()),
            Optional.empty(),
            Optional.empty(),
            before.affects(),
            List.of());
    return before.telling(told).gone(world.now());
  }

  private Known known(Observed seen, Content content, List<String> affects) {
    return new Known(
        seen.kind(),
        seen.namespace(),
        seen.name(),
        seen.uid(),
        seen.version(),
        seen.lastWrite().map(LastWrite::at),
        content,
        affects,
        Metadata.managedBy(seen.object()),
        List.of(),
        Optional.empty());
  }

  /** Hashes under another key say nothing; which keys there are still does. */
  private static Difference byKeys(Known before, Content after) {
    var others = new TreeSet<>(before.content().values().keySet());
    others.addAll(after.values().keySet());
    others.removeIf(it -> before.content().has(it) && after.has(it));
    return new Difference(
        List.copyOf(others), Optional.empty(), Optional.empty(), List.copyOf(others));
  }

  private Instant made(Observed seen) {
    return seen.createdAt().orElse(world.now());
  }

  private boolean isRecent(Instant at) {
    return at.isAfter(world.now().minus(horizon));
  }

  /** Made lately, by somebody who did not make what it reaches along with it. */
  private boolean isNews(Observed seen, Known known) {
    if (seen.createdAt().isEmpty() || !isRecent(made(seen))) {
      return false;
    }
    boolean readByNobody =
        known.affects().isEmpty() && (!seen.kind().isSpec() || seen.kind() == ObservedKind.SERVICE);
    return !readByNobody && !affected.isNewToNobody(known.affects(), made(seen), seen.namespace());
  }

  private Told created(Observed seen, Known known) {
    return new Told(
        Optional.of(notAhead(made(seen))),
        world.now(),
        Action.CREATED,
        Difference.keysOfWhole(known.content()),
        Optional.empty(),
        Optional.empty(),
        known.affects(),
        List.of());
  }

  /** Changed before it was first seen: who wrote last tells when, and at best which keys. */
  private Told updatedBefore(Observed seen, Content content, LastWrite write) {
    Collection<String> paths = write.keys().isEmpty() ? content.values().keySet() : write.keys();
    return new Told(
        Optional.of(notAhead(write.at())),
        world.now(),
        Action.UPDATED,
        write.keys().stream().limit(20).toList(),
        Optional.empty(),
        Optional.empty(),
        affected.of(seen, Content.EMPTY, content, paths),
        List.of());
  }

  private Told updated(Observed seen, Known before, Known after, Difference difference) {
    List<String> keys =
        difference.isNone()
            ? seen.lastWrite().map(LastWrite::keys).orElse(List.of())
            : difference.keys();
    Collection<String> paths = difference.isNone() ? keys : difference.paths();
    List<String> reached = affected.of(seen, before.content(), after.content(), paths);
    return new Told(
        whenUpdated(seen, before, after),
        world.now(),
        Action.UPDATED,
        keys,
        difference.from(),
        difference.to(),
        reached.isEmpty() && seen.kind().isSpec() ? before.affects() : reached,
        emptied(before.content(), after.content(), paths));
  }

  private Optional<Instant> whenUpdated(Observed seen, Known before, Known after) {
    if (!seen.uid().equals(before.uid())) {
      return seen.createdAt().map(this::notAhead);
    }
    boolean toldAnew = !after.writtenAt().equals(before.writtenAt());
    // The API server tells whole seconds: two writes in one look like one.
    Optional<Instant> written =
        after
            .writtenAt()
            .filter(it -> toldAnew || it.isAfter(world.now().minus(STILL_MAKING)))
            .map(this::notAhead);
    return written.or(() -> closely ? Optional.of(world.now()) : Optional.empty());
  }

  private Instant notAhead(Instant at) {
    return at.isAfter(world.now().plus(SKEW)) ? world.now() : at;
  }

  private List<String> emptied(Content before, Content after, Collection<String> paths) {
    String nothing = hash.of("");
    return paths.stream()
        .filter(it -> it.indexOf(Content.INSIDE) < 0 && before.has(it) && after.has(it))
        .filter(it -> after.values().get(it).hash().equals(nothing))
        .toList();
  }
}
