package io.fivewhys.act.breaker;

import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.mitigate.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The breakers of a gateway that a target means, as they are at the moment.
 *
 * @param target name of a breaker, or of the workload behind
 * @param about those that are meant: of that name, else in front of that workload
 * @param upstreams workloads behind all that may be meant, by the one or the other
 * @param names of all that are listed
 * @param blind what could not be seen
 */
record Sighting(
    String target,
    List<HeldBreaker> about,
    List<String> upstreams,
    List<String> names,
    List<Refusal> blind) {
  private static final int MOST_AT_ONCE = 50;
  private static final int SHOWN_NAMES = 10;

  static Sighting of(String target, List<HeldBreaker> all, List<Refusal> blind) {
    List<HeldBreaker> named =
        all.stream()
            .filter(it -> it.breaker().name().equals(target) || it.breaker().key().equals(target))
            .toList();
    List<HeldBreaker> before =
        all.stream()
            .filter(it -> it.breaker().upstream().filter(target::equals).isPresent())
            .toList();
    return new Sighting(
        target,
        named.isEmpty() ? before : named,
        upstreams(Stream.concat(named.stream(), before.stream())),
        all.stream().map(it -> it.breaker().name()).distinct().sorted().toList(),
        List.copyOf(blind));
  }

  private static List<String> upstreams(Stream<HeldBreaker> breakers) {
    return breakers.flatMap(it -> it.breaker().upstream().stream()).distinct().sorted().toList();
  }

  /** Those to be closed, in the order of their words. */
  List<HeldBreaker> open() {
    return resettable().stream()
        .filter(it -> it.breaker().isNotClosed())
        .sorted(Comparator.comparing(HeldBreaker::words))
        .toList();
  }

  /** Which are open, one a line; the same as long as these are. */
  String state() {
    return open().stream().map(HeldBreaker::words).distinct().collect(Collectors.joining("\n"));
  }

  Optional<HeldBreaker> named(String words) {
    return about.stream().filter(it -> it.words().equals(words)).findFirst();
  }

  private List<HeldBreaker> resettable() {
    return about.stream()
        .filter(it -> ResetCall.impossible(it.place().config()).isEmpty())
        .toList();
  }

  /**
   * Everything that speaks against closing what is open.
   *
   * @param upstream whose health is judged; empty where that is not known
   */
  List<Refusal> refusals(Optional<String> upstream) {
    if (!blind.isEmpty()) {
      return blind;
    }
    return missing()
        .or(this::ambiguous)
        .or(() -> another(upstream))
        .or(this::unknown)
        .or(this::impossible)
        .or(this::closed)
        .or(this::tooMany)
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<Refusal> missing() {
    if (!about.isEmpty()) {
      return Optional.empty();
    }
    String listed = names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "));
    String more = names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) : "";
    String words =
        names.isEmpty()
            ? "the gateway lists no breaker; name where its breakers can be asked for (breakers)"
            : "no breaker is called %s or stands before it; there are %s%s"
                .formatted(target, listed, more);
    return Optional.of(
        new Refusal("target-missing", "a breaker that the gateway lists", target, words));
  }

  private Optional<Refusal> ambiguous() {
    return upstreams.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "ambiguous-target",
                "breakers before one workload",
                String.join(", ", upstreams),
                "%s means breakers before several workloads; say which with upstreams"
                    .formatted(target)));
  }

  /** That one workload is well must not open the way to another. */
  private Optional<Refusal> another(Optional<String> upstream) {
    return upstreams.stream()
        .filter(it -> upstream.filter(meant -> !meant.equals(it)).isPresent())
        .findFirst()
        .map(
            it ->
                new Refusal(
                    "target",
                    "a breaker before " + upstream.get(),
                    it,
                    "by what the gateway tells, %s stands before %s, not before %s; say with upstreams which it is"
                        .formatted(target, it, upstream.get())));
  }

  private Optional<Refusal> unknown() {
    return resettable().stream()
        .filter(it -> it.breaker().state() == State.UNKNOWN)
        .findFirst()
        .map(
            it ->
                new Refusal(
                    "unknown-state",
                    "a breaker whose state is known",
                    it.words(),
                    "nobody can tell whether %s is open".formatted(it.words())));
  }

  /** Hosts that are out where nobody can take them in again. */
  private Optional<Refusal> impossible() {
    boolean closed = open().isEmpty();
    return about.stream()
        .filter(it -> closed && (resettable().isEmpty() || it.breaker().state() == State.UNKNOWN))
        .flatMap(
            it ->
                ResetCall.impossible(it.place().config()).stream()
                    .map(
                        why ->
                            new Refusal(
                                "not-resettable",
                                "a breaker that can be closed from outside",
                                it.words(),
                                why)))
        .findFirst();
  }

  private Optional<Refusal> closed() {
    return open().isEmpty()
        ? Optional.of(
            new Refusal(
                "no-change",
                "an open breaker",
                about.getFirst().breaker().state().toString(),
                "no breaker of %s is open".formatted(target)))
        : Optional.empty();
  }

  private Optional<Refusal> tooMany() {
    int open = open().size();
    return open > MOST_AT_ONCE
        ? Optional.of(
            new Refusal(
                "too-many",
                MOST_AT_ONCE + " breakers at once",
                Integer.toString(open),
                "%d breakers of %s are open; so many are no matter for a reset"
                    .formatted(open, target)))
        : Optional.empty();
  }
}
