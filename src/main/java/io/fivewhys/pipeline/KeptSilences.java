package io.fivewhys.pipeline;

import io.fivewhys.incident.Incident;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Silence;
import io.fivewhys.store.Silences;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Those that people have made. Of several the one that lasts longest is named. */
public final class KeptSilences implements Silencing {
  private final Silences silences;

  public KeptSilences(Silences silences) {
    this.silences = silences;
  }

  @Override
  public Optional<String> of(Handle handle, Incident incident, Instant now) {
    var all =
        silences.matching(handle, incident.gateway(), incident.cause().map(NamedCause::key), now);
    return all.isEmpty() ? Optional.empty() : Optional.of(words(all.getLast()));
  }

  private static String words(Silence silence) {
    return "silenced by %s until %s: %s"
        .formatted(silence.author(), silence.endsAt(), silence.reason());
  }
}
