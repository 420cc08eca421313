package io.fivewhys.collect.journal;

import java.time.Instant;
import java.util.Optional;

/** A journal that another process has, and this one cannot look into. */
record JournalElsewhere(Instant since) implements Journal {
  private static final String WHY =
      "alerts and pushed facts are kept by the running service; its API tells them";

  @Override
  public void refresh() {}

  @Override
  public <R> R append(Decision<R> decision) throws JournalUnavailable {
    throw new JournalUnavailable(WHY, null);
  }

  @Override
  public Optional<Trouble> trouble() {
    return Optional.of(new Trouble(WHY, since, false));
  }
}
