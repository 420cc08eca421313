package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one look saw: objects that do not change any more, and how well each kind was seen. */
final class SeenObjects implements ClusterObjects {
  private static final Comparator<HasMetadata> BY_NAME =
      Comparator.<HasMetadata, String>comparing(
              it -> String.valueOf(it.getMetadata().getNamespace()))
          .thenComparing(it -> String.valueOf(it.getMetadata().getName()));

  private final Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> objects =
      new LinkedHashMap<>();
  private final Map<Class<? extends HasMetadata>, List<SeenKind>> parts = new LinkedHashMap<>();

  private SeenObjects() {}

  static SeenObjects of(Map<Class<? extends HasMetadata>, List<SeenKind>> kinds) {
    var seen = new SeenObjects();
    kinds.forEach(seen::add);
    return seen;
  }

  private void add(Class<? extends HasMetadata> kind, List<SeenKind> places) {
    List<HasMetadata> all = new ArrayList<>();
    places.forEach(it -> all.addAll(it.objects()));
    all.sort(BY_NAME);
    objects.put(kind, List.copyOf(all));
    parts.put(kind, List.copyOf(places));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends HasMetadata> List<T> list(Class<T> kind) {
    return (List<T>) objects.getOrDefault(kind, List.of());
  }

  @Override
  public boolean sees(Class<? extends HasMetadata> kind) {
    List<SeenKind> known = parts.getOrDefault(kind, List.of());
    return !known.isEmpty() && known.stream().allMatch(it -> it.sight() instanceof Sight.Seen);
  }

  /** Why a kind cannot be seen, in words; empty when it can, or is unknown to this cluster. */
  List<String> troubles(Class<? extends HasMetadata> kind) {
    Set<String> troubles = new LinkedHashSet<>();
    for (SeenKind part : parts.getOrDefault(kind, List.of())) {
      trouble(part).ifPresent(troubles::add);
    }
    return List.copyOf(troubles);
  }

  private static Optional<String> trouble(SeenKind part) {
    String what = part.resource() + " " + part.place();
    return switch (part.sight()) {
      case Sight.Seen _, Sight.Missing _ -> Optional.empty();
      case Sight.Waiting(Optional<ApiFailure> met) ->
          Optional.of(what + " are not listed yet" + met.map(it -> ": " + it.reason()).orElse(""));
      case Sight.Refused(ApiFailure failure, String verb) ->
          Optional.of(
              failure.code() == Code.UNAUTHENTICATED
                  ? failure.reason()
                  : "may not " + verb + " " + what + ": grant get, list and watch");
      case Sight.Lost(ApiFailure failure, Instant since) ->
          Optional.of(failure.reason() + (since == null ? "" : "; last answer at " + since));
      case Sight.TooMany(int most) ->
          Optional.of("more than " + most + " " + what + ", which is more than are kept");
    };
  }

  /** What an older cluster lacks: an API altogether, or its newest version. */
  Set<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    for (List<SeenKind> known : parts.values()) {
      for (SeenKind part : known) {
        if (part.sight() instanceof Sight.Missing) {
          notes.add("this cluster has no " + part.resource());
        }
        part.version()
            .filter(it -> !it.equals(part.newest()))
            .ifPresent(
                it ->
                    notes.add(
                        "this cluster has no "
                            + part.newest()
                            + "; "
                            + part.resource()
                            + " are read from "
                            + it));
      }
    }
    return notes;
  }

  /** Why nothing at all can be seen; empty when something can. */
  Optional<ApiFailure> failure() {
    ApiFailure first = null;
    for (List<SeenKind> known : parts.values()) {
      for (SeenKind part : known) {
        switch (part.sight()) {
          case Sight.Seen _, Sight.Waiting _, Sight.TooMany _ -> {
            return Optional.empty();
          }
          case Sight.Refused(ApiFailure failure, _) -> first = first == null ? failure : first;
          case Sight.Lost(ApiFailure failure, _) -> first = first == null ? failure : first;
          case Sight.Missing _ -> {}
        }
      }
    }
    return Optional.ofNullable(first);
  }
}
