package io.fivewhys.collect.alert;

import java.util.List;

/**
 * What became of a delivery.
 *
 * @param entries one for each alert, in the order of the delivery
 */
public record AlertReceipt(List<Entry> entries) {

  public AlertReceipt {
    entries = List.copyOf(entries);
  }

  /** What became of one alert. */
  public record Entry(NotifiedAlert alert, AlertOutcome outcome) {}

  /** How many came to this. */
  public int count(AlertOutcome outcome) {
    return (int) entries.stream().filter(it -> it.outcome() == outcome).count();
  }
}
