package io.fivewhys.act.breaker;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.breaker.BreakerListing;
import io.fivewhys.mitigate.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** All places that hold breakers of one gateway. Safe for use by threads. */
final class BreakerPlaces implements AutoCloseable {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String EACH_ANSWERS = "every place that may hold it tells of its breakers";

  private final String gateway;
  private final String namespace;
  private final Clock clock;
  private final List<BreakerPlace> places;
  private final Duration longest;

  BreakerPlaces(
      String gateway, String namespace, List<BreakerConfig> configs, SourceContext context) {
    this.gateway = gateway;
    this.namespace = namespace;
    clock = context.clock();
    places = configs.stream().map(it -> new BreakerPlace(it, context)).toList();
    longest =
        configs.stream()
            .map(BreakerConfig::deadline)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
  }

  String gateway() {
    return gateway;
  }

  /** Asks all of them at once, for no longer than the longest deadline. */
  Sighting look(String target) throws InterruptedException {
    var look = new Look(gateway, namespace, clock.instant(), WINDOW);
    List<Callable<BreakerListing>> asking =
        places.stream().<Callable<BreakerListing>>map(it -> () -> it.list(look)).toList();
    List<HeldBreaker> breakers = new ArrayList<>();
    List<Refusal> blind = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BreakerListing>> answers =
          threads.invokeAll(asking, longest.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < places.size(); i++) {
        add(places.get(i), answers.get(i), target, breakers, blind);
      }
    }
    return Sighting.of(target, breakers, blind);
  }

  private void add(
      BreakerPlace place,
      Future<BreakerListing> answer,
      String target,
      List<HeldBreaker> breakers,
      List<Refusal> blind) {
    switch (answer.state()) {
      case SUCCESS -> {
        BreakerListing listing = answer.resultNow();
        listing.breakers().forEach(it -> breakers.add(new HeldBreaker(place, it, gateway)));
        listing.blind().entrySet().stream()
            .filter(it -> it.getKey().equals(target) || it.getKey().equals("others"))
            .forEach(it -> blind.add(unseen(place, "partly", it.getValue())));
      }
      case FAILED -> blind.add(failed(place, answer.exceptionNow()));
      case CANCELLED ->
          blind.add(
              unseen(place, "timeout", "it did not answer within " + longest.toMillis() + " ms"));
      case RUNNING -> throw new IllegalStateException("invokeAll left a task running");
    }
  }

  private static Refusal failed(BreakerPlace place, Throwable failure) {
    if (!(failure instanceof SourceFailed failed)) {
      throw new IllegalStateException("looking for breakers ended in an odd way", failure);
    }
    return unseen(place, failed.code().toString(), failed.getMessage());
  }

  private static Refusal unseen(BreakerPlace place, String value, String why) {
    return new Refusal(
        "unreachable",
        EACH_ANSWERS,
        value,
        "%s cannot be seen, so nobody knows what is open: %s".formatted(place.name(), why));
  }

  @Override
  public void close() {
    places.forEach(BreakerPlace::close);
  }
}
