package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An audit log in memory that breaks when a test says so. */
public final class MemoryAudit implements AuditLog {
  private final List<JsonNode> entries = new ArrayList<>();
  private boolean broken;
  private Optional<AuditLog> kept = Optional.empty();

  /** From now on, nothing can be written or read; or again. */
  public synchronized void broken(boolean now) {
    broken = now;
  }

  /** From now on, lines are kept there, and read from there. */
  public synchronized void keptIn(AuditLog log) {
    kept = Optional.of(log);
  }

  @Override
  public synchronized void append(AuditEntry entry) throws AuditUnavailable {
    mustWork();
    if (kept.isPresent()) {
      kept.get().append(entry);
      return;
    }
    entries.addFirst(DiagnosisJson.jsonMapper().valueToTree(entry));
  }

  /** All in one page. */
  @Override
  public synchronized AuditPage find(AuditFilter filter, OptionalLong before, int limit)
      throws AuditUnavailable {
    mustWork();
    if (kept.isPresent()) {
      return kept.get().find(filter, before, limit);
    }
    List<JsonNode> fitting = entries.stream().filter(filter::fits).limit(limit).toList();
    return new AuditPage(fitting, OptionalLong.empty(), Optional.empty());
  }

  private void mustWork() throws AuditUnavailable {
    if (broken) {
      throw new AuditUnavailable("broken", null);
    }
  }
}
