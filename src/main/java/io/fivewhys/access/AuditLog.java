package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Entries that are only ever added to. Safe for use by several threads. */
public interface AuditLog {
  /**
   * @return once it is kept
   * @throws AuditUnavailable when it cannot be made sure that the entry will be found again
   */
  void append(AuditEntry entry) throws AuditUnavailable;

  /**
   * @param limit at most so many
   * @return the youngest first
   * @throws AuditUnavailable when they cannot be read
   */
  List<JsonNode> newest(int limit) throws AuditUnavailable;
}
