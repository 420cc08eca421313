package io.fivewhys.pipeline;

import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Keeps what it is told; answers as a test says. */
public final class FakeChannel implements Channel {
  public record Told(Message message, Optional<String> reference) {}

  private final String name;
  private final Set<Occasion> tells;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  public final List<Told> all = new CopyOnWriteArrayList<>();
  public volatile Function<Message, Delivery> answer =
      message -> new Delivery.Delivered(message.incident().map(it -> "thread:" + it.id()));

  public FakeChannel(String name, Occasion... tells) {
    this.name = name;
    this.tells = tells.length == 0 ? Set.of(Occasion.values()) : Set.of(tells);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "fake";
  }

  @Override
  public int concurrency() {
    return 2;
  }

  @Override
  public Duration spacing() {
    return Duration.ZERO;
  }

  @Override
  public boolean tells(Occasion occasion) {
    return tells.contains(occasion);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    var one = new Told(message, reference);
    all.add(one);
    told.add(one);
    return answer.apply(message);
  }

  /** The next that arrives. */
  public Told next() throws InterruptedException {
    Told next = told.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError(name + " was told nothing");
    }
    return next;
  }

  public List<Occasion> occasions() {
    return all.stream().map(it -> it.message().occasion()).toList();
  }
}
