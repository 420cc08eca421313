package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import java.util.ArrayList;
import java.util.List;

/** An audit log in memory that breaks when a test says so. */
public final class MemoryAudit implements AuditLog {
  private final List<JsonNode> entries = new ArrayList<>();
  private boolean broken;

  /** From now on, nothing can be written or read; or again. */
  public synchronized void broken(boolean now) {
    broken = now;
  }

  @Override
  public synchronized void append(AuditEntry entry) throws AuditUnavailable {
    mustWork();
    entries.addFirst(DiagnosisJson.jsonMapper().valueToTree(entry));
  }

  @Override
  public synchronized List<JsonNode> newest(int limit) throws AuditUnavailable {
    mustWork();
    return entries.stream().limit(limit).toList();
  }

  private void mustWork() throws AuditUnavailable {
    if (broken) {
      throw new AuditUnavailable("broken", null);
    }
  }
}
