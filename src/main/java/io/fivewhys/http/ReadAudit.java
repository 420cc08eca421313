package io.fivewhys.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The audit log for those who may read it. */
final class ReadAudit {
  private static final int DEFAULT = 100;
  private static final int MOST = 1_000;

  private final AccessParts access;
  private final Gate gate;

  ReadAudit(AccessParts access, Gate gate) {
    this.access = access;
    this.gate = gate;
  }

  /**
   * @param entries newest first
   * @param deniedUnwritten denied attempts that are only counted so far
   */
  record Entries(List<JsonNode> entries, long deniedUnwritten) {}

  Reply answer(Call call) throws IOException {
    int limit = ReadRules.limit(call, DEFAULT, MOST);
    return Reply.ok(
        call.accepted(), new Entries(access.audit().newest(limit), gate.deniedUnwritten()));
  }
}
