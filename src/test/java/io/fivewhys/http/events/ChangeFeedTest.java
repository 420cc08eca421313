package io.fivewhys.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.http.events.ChangeFeed.Attached;
import io.fivewhys.store.ChangeMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeFeedTest {
  /** Behind a proxy. */
  private static final boolean PERSON = true;

  private static final boolean NOBODY = false;

  private final Map<ChangeMark, String> here = new ConcurrentHashMap<>();
  private final Map<ChangeMark, String> stored = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean storeFails;
  private ChangeFeed feed = feed(Duration.ofMinutes(2));

  private ChangeFeed feed(Duration lookback) {
    return new ChangeFeed(
        new ChangeFeed.Marks(
            () -> new HashMap<>(here), this::readStored, () -> !storeFails, lookback),
        Duration.ofMillis(5));
  }

  private Map<ChangeMark, String> readStored() {
    looks.incrementAndGet();
    synchronized (stored) {
      return new HashMap<>(stored);
    }
  }

  @AfterEach
  void close() {
    feed.close();
  }

  /** Keeps what it hears. */
  private static final class Ear implements Listener {
    private final LinkedBlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Override
    public void hear(Event event) {
      heard.add(event);
    }

    @Override
    public void end() {
      ends.add("end");
    }

    Event next() throws InterruptedException {
      Event event = heard.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event").isNotNull();
      return event;
    }
  }

  private Attached wanting(boolean isKnown) {
    return feed.attach(new Ear(), isKnown, Optional.empty());
  }

  private Ear attached(String lastHeard) {
    var ear = new Ear();
    assertThat(feed.attach(ear, PERSON, Optional.ofNullable(lastHeard)))
        .isEqualTo(Attached.LISTENS);
    return ear;
  }

  private static String idOf(Event event) {
    return switch (event) {
      case Event.Hello(String id) -> id;
      case Event.Changed(String id, Set<String> _) -> id;
      case Event.Reset(String id) -> id;
      case Event.Store _ -> throw new AssertionError("a store event has no id");
    };
  }

  private void awaitNoLook() throws InterruptedException {
    while (feed.isLooking()) {
      Thread.sleep(1);
    }
  }

  @Test
  void tellsWhatChangesInTheStoreAndHere() throws InterruptedException {
    stored.put(ChangeMark.of("policy"), "1");
    var ear = attached(null);
    assertThat(ear.next()).isInstanceOf(Event.Hello.class);

    stored.put(ChangeMark.of("policy"), "2");
    assertThat(ear.next()).isInstanceOfSatisfying(Event.Changed.class, topics("policy"));
    here.put(ChangeMark.of("gateway:edge"), "1");
    assertThat(ear.next()).isInstanceOfSatisfying(Event.Changed.class, topics("gateway:edge"));
    stored.clear();
    here.clear();
    stored.put(ChangeMark.of("rules"), "1");
    assertThat(ear.next()).isInstanceOfSatisfying(Event.Changed.class, topics("rules"));
  }

  private static Consumer<Event.Changed> topics(String... topics) {
    return it -> assertThat(it.topics()).containsExactlyInAnyOrder(topics);
  }

  @Test
  void whoComesBackHearsInOneEventWhatWasMissedAlsoWhileNobodyListened()
      throws InterruptedException {
    var first = attached(null);
    first.next();
    stored.put(ChangeMark.of("policy"), "1");
    String heard = idOf(first.next());
    stored.put(ChangeMark.of("switch"), "1");
    first.next();
    feed.detach(first);
    awaitNoLook();
    stored.put(ChangeMark.of("rules"), "1");

    var again = attached(heard);

    assertThat(again.next()).isInstanceOf(Event.Hello.class);
    assertThat(again.next()).isInstanceOfSatisfying(Event.Changed.class, topics("switch", "rules"));
  }

  @Test
  void whoComesWithAnIdThatMeansNothingHereReadsEverythingAgain() throws InterruptedException {
    attached(null).next();
    for (String id : List.of("cafecafe-1", "x", "", "-", "cafecafe-99999999999999999999")) {
      assertThat(attached(id).next()).as(id).isInstanceOf(Event.Reset.class);
    }
  }

  @Test
  void aPauseLongerThanTheStoreRemembersIsABreak() throws InterruptedException {
    feed = feed(Duration.ofNanos(2));
    var ear = attached(null);
    String id = idOf(ear.next());

    assertThat(ear.next()).isInstanceOf(Event.Reset.class);
    assertThat(attached(id).next()).isInstanceOf(Event.Reset.class);
  }

  @Test
  void tooManyChangesAreAReset() throws InterruptedException {
    var ear = attached(null);
    ear.next();
    // All of them in one look.
    synchronized (stored) {
      stored.putAll(
          IntStream.rangeClosed(0, Event.MOST_TOPICS)
              .mapToObj(i -> ChangeMark.of("incident:" + i))
              .collect(Collectors.toMap(it -> it, _ -> "1")));
    }

    Event last = ear.next();
    while (last instanceof Event.Changed) {
      last = ear.next();
    }
    assertThat(last).isInstanceOf(Event.Reset.class);
  }

  @Test
  void saysThatTheStoreIsGoneAndStaysOpen() throws InterruptedException {
    var ear = attached(null);
    ear.next();
    storeFails = true;
    assertThat(ear.next()).isEqualTo(new Event.Store(false));
    here.put(ChangeMark.of("gateway:edge"), "1");
    assertThat(ear.next()).isInstanceOfSatisfying(Event.Changed.class, topics("gateway:edge"));
    var late = attached(null);
    assertThat(late.next()).isInstanceOf(Event.Hello.class);
    assertThat(late.next()).isEqualTo(new Event.Store(false));

    storeFails = false;
    assertThat(ear.next()).isEqualTo(new Event.Store(true));
  }

  @Test
  void whoComesBackHearsThatTheStoreIsUpForHeMayHaveHeardTheContrary() throws InterruptedException {
    var ear = attached("elsewhere-7");

    assertThat(ear.next()).isInstanceOf(Event.Reset.class);
    assertThat(ear.next()).isEqualTo(new Event.Store(true));
  }

  @Test
  void whoWasGreetedWithoutTheStoreReadsEverythingOnceItIsBack() throws InterruptedException {
    storeFails = true;
    var ear = attached(null);
    assertThat(ear.next()).isInstanceOf(Event.Hello.class);
    assertThat(ear.next()).isEqualTo(new Event.Store(false));

    storeFails = false;
    assertThat(ear.next()).isInstanceOf(Event.Reset.class);
    assertThat(ear.next()).isEqualTo(new Event.Store(true));
  }

  @Test
  void looksOnlyWhileSomebodyListensAndOnceForAll() throws InterruptedException {
    assertThat(feed.isLooking()).isFalse();
    var ears = List.of(attached(null), attached(null));
    for (Ear ear : ears) {
      ear.next();
    }
    ears.forEach(feed::detach);
    awaitNoLook();

    assertThat(feed.listeners()).isZero();
    int before = looks.get();
    attached(null).next();
    assertThat(looks.get()).isGreaterThan(before);
  }

  @Test
  void takesOnlySoManyListenersAndNoneOnceItIsClosed() {
    var ears = IntStream.range(0, ChangeFeed.MOST_LISTENERS).mapToObj(_ -> attached(null)).toList();
    assertThat(wanting(PERSON)).isEqualTo(Attached.ALL_TAKEN);
    feed.detach(ears.getFirst());
    var last = attached(null);

    feed.close();

    assertThat(last.ends).hasSize(1);
    assertThat(wanting(PERSON)).isEqualTo(Attached.ALL_TAKEN);
  }

  @Test
  void whoShowsNoTokenTakesNoPlaceFromThoseWhoDo() {
    var ears = new ArrayList<Ear>();
    for (int i = 0; i < ChangeFeed.MOST_UNKNOWN; i++) {
      ears.add(new Ear());
      assertThat(feed.attach(ears.getLast(), NOBODY, Optional.empty())).isEqualTo(Attached.LISTENS);
    }

    assertThat(wanting(NOBODY)).isEqualTo(Attached.UNKNOWN_TAKEN);
    feed.detach(ears.getFirst());
    assertThat(wanting(NOBODY)).isEqualTo(Attached.LISTENS);
    for (int i = ChangeFeed.MOST_UNKNOWN; i < ChangeFeed.MOST_LISTENERS; i++) {
      assertThat(wanting(PERSON)).isEqualTo(Attached.LISTENS);
    }
    assertThat(wanting(PERSON)).isEqualTo(Attached.ALL_TAKEN);
  }

  @Test
  void whatHappensToWhoIsSlowBecomesOneEvent() {
    var first = new Event.Changed("e-1", Set.of("rules"));
    var second = new Event.Changed("e-2", Set.of("policy"));

    assertThat(EventStream.together(first, second))
        .isEqualTo(new Event.Changed("e-2", Set.of("policy", "rules")));
    assertThat(EventStream.together(new Event.Reset("e-1"), second))
        .isEqualTo(new Event.Reset("e-2"));
    assertThat(EventStream.together(first, new Event.Reset("f-0")))
        .isEqualTo(new Event.Reset("f-0"));
  }

  @Test
  void anEventIsWrittenAsTheStandardHasIt() {
    assertThat(new Event.Changed("e-1", Set.of("gateway:a\"b\n", "rules")).text())
        .isEqualTo(
            "id: e-1\nevent: changed\ndata: {\"topics\":[\"gateway:a\\\"b\\n\",\"rules\"]}\n\n");
    assertThat(new Event.Store(false).text()).isEqualTo("event: store\ndata: {\"up\":false}\n\n");
  }
}
