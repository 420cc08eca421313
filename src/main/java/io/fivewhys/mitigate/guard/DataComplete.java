package io.fivewhys.mitigate.guard;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last look is about this gateway, new, and saw enough: the cluster, and the traffic by which
 * it is found out whether it helped.
 *
 * @param mostAge of the last look; one from the future is as bad
 * @param mostBlind sources that could not be asked, by their names
 */
record DataComplete(Duration mostAge, int mostBlind) implements Guard {
  private static final String CLUSTER = "kubernetes";

  /** Parts of the cluster without which nobody knows what is ready. */
  private static final Set<String> NEEDED = Set.of("workloads", "pods");

  @Override
  public String name() {
    return "data";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return age(it)
        .or(() -> gateway(it))
        .or(() -> cluster(it))
        .or(() -> traffic(it))
        .or(() -> blind(it));
  }

  private Optional<Refusal> age(Case it) {
    Duration age = Duration.between(it.snapshot().observedAt(), it.world().now());
    if (age.abs().compareTo(mostAge) <= 0) {
      return Optional.empty();
    }
    String value = age.isNegative() ? Words.time(age.abs()) + " ahead" : Words.time(age);
    return refuse(
        Words.time(mostAge) + " old at most",
        value,
        "the last look is %s; look again, and see that the clocks of the replicas and the database"
                .formatted(age.isNegative() ? value + " of the database's clock" : value + " old")
            + " agree");
  }

  private Optional<Refusal> gateway(Case it) {
    String wanted = it.recommendation().gateway();
    List<String> seen = List.of(it.snapshot().gateway(), it.diagnosis().gateway());
    return seen.stream().allMatch(wanted::equals)
        ? Optional.empty()
        : refuse(
            "a look at " + wanted,
            "a look at " + seen.getFirst(),
            "the last look is about another gateway; it says nothing of this one");
  }

  private Optional<Refusal> cluster(Case it) {
    List<String> names = Target.namesOf(it);
    return LastLook.facts(it, Blind.class)
        .filter(blind -> blind.source().equals(CLUSTER))
        .filter(blind -> blind.subject().map(subject -> isAbout(subject, names)).orElse(true))
        .findFirst()
        .flatMap(
            blind ->
                refuse(
                    "the cluster is seen",
                    blind.subject().map(subject -> subject + " is not").orElse("it is not"),
                    "the cluster could not be seen%s; unknown is not healthy"
                        .formatted(blind.reason().map(why -> " (" + why + ")").orElse(""))));
  }

  private static boolean isAbout(String subject, List<String> names) {
    String name = subject.substring(subject.lastIndexOf('/') + 1);
    return NEEDED.contains(subject) || names.contains(name);
  }

  private Optional<Refusal> traffic(Case it) {
    boolean isSeen = LastLook.facts(it, RouteTraffic.class).findAny().isPresent();
    return isSeen
        ? Optional.empty()
        : refuse(
            "the traffic of one route at least",
            "none",
            "no traffic was seen, so nobody could tell whether it helps; see why the source of it"
                + " is silent");
  }

  private Optional<Refusal> blind(Case it) {
    List<String> sources =
        LastLook.facts(it, Blind.class).map(Blind::source).distinct().sorted().toList();
    return sources.size() <= mostBlind
        ? Optional.empty()
        : refuse(
            mostBlind + " blind sources at most",
            String.valueOf(sources.size()),
            "too much could not be asked: %s; bring it back, or look for yourself"
                .formatted(String.join(", ", sources)));
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(new Refusal(name(), limit, value, words));
  }
}
