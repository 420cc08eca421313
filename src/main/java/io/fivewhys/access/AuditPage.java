package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lines of the audit log, the youngest first.
 *
 * @param entries as they are kept, each with its {@code sequence}, and each intent with whether it
 *     has {@code ended}
 * @param next sequence before which it goes on; empty when there is nothing more
 * @param lookedBackTo when the last line was written that was looked at, where the page ends
 *     because so many were looked at, and not because it is full or nothing more is there
 */
public record AuditPage(List<JsonNode> entries, OptionalLong next, Optional<Instant> lookedBackTo) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
