package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;

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
  default List<JsonNode> newest(int limit) throws AuditUnavailable {
    return find(AuditFilter.all(), OptionalLong.empty(), limit).entries();
  }

  /**
   * The youngest that fit, as far back as a bounded number of lines reaches.
   *
   * @param before sequence that all are smaller than; empty: from the youngest on
   * @param limit at most so many
   * @throws AuditUnavailable when they cannot be read
   */
  AuditPage find(AuditFilter filter, OptionalLong before, int limit) throws AuditUnavailable;
}
