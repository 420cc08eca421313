package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A TLS certificate somebody relies on.
 *
 * @param host the name it is for
 * @param usedBy workloads that present or need it
 * @param notAfter when it ends
 * @param valid whether it was accepted
 * @param error why not
 */
public record Certificate(
    String host,
    @Shape(Shape.Kind.NAME) List<String> usedBy,
    Optional<Instant> notAfter,
    Optional<Boolean> valid,
    Optional<String> error)
    implements Fact {

  public Certificate {
    usedBy = List.copyOf(usedBy);
  }

  /** It is for a host of this name. */
  public boolean isFor(String name) {
    return host.equals(name) || host.startsWith(name + ".");
  }

  /** It is used by this workload, or is for a host of its name. */
  public boolean concerns(String name) {
    return usedBy.contains(name) || isFor(name);
  }

  /** Known not to be valid. */
  public boolean isInvalid() {
    return valid.isPresent() && !valid.get();
  }

  /** Known to have ended by this moment. */
  public boolean isExpiredAt(Instant instant) {
    return notAfter.filter(end -> !end.isAfter(instant)).isPresent();
  }
}
