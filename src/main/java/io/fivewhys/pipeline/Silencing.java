package io.fivewhys.pipeline;

import io.fivewhys.incident.Incident;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether somebody has said that nobody is to be told of an incident for a while. */
@FunctionalInterface
public interface Silencing {
  /** Nobody has. */
  Silencing NONE = (_, _, _) -> Optional.empty();

  /** Who said so and why; empty when nobody did. */
  Optional<String> of(Handle handle, Incident incident, Instant now);
}
