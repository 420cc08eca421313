package io.fivewhys.demo;

import java.time.Duration;
import java.util.function.Consumer;

/** Faults by turns, each after a healthy while; one that somebody asked for is left alone. */
final class FaultSchedule implements AutoCloseable {
  /**
   * How long what lasts.
   *
   * @param healthy before each fault
   * @param fault from its beginning until it is taken back
   */
  record Times(Duration healthy, Duration fault) {}

  private final DemoEstate estate;
  private final Times times;
  private final Consumer<String> announce;
  private final Thread thread;

  FaultSchedule(DemoEstate estate, Times times, Consumer<String> announce) {
    this.estate = estate;
    this.times = times;
    this.announce = announce;
    this.thread = Thread.ofVirtual().name("fault-schedule").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        for (Fault fault : Fault.values()) {
          Thread.sleep(times.healthy());
          turn(fault);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to end
    }
  }

  private void turn(Fault fault) throws InterruptedException {
    if (estate.fault().isPresent()) {
      return;
    }
    announce.accept("Fault " + fault.key() + " begins: " + fault.description() + ".");
    estate.inject(fault);
    Thread.sleep(times.fault());
    if (estate.fault().filter(fault::equals).isPresent()) {
      estate.heal();
      announce.accept("Fault " + fault.key() + " was taken back.");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
