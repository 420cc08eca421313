package io.fivewhys.http.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The operation that reads the audit log, for those who may read it. */
public final class AuditEndpoints {
  private static final int DEFAULT = 100;
  private static final int MOST = 1_000;

  private static final int MOST_READING = 32;

  private final OffLoop reading;
  private final AccessParts access;
  private final Gate gate;

  /**
   * @param gate knows how many denied attempts are only counted
   */
  public AuditEndpoints(Serving serving, AccessParts access, Gate gate) {
    reading = serving.offLoop(MOST_READING);
    this.access = access;
    this.gate = gate;
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of("readAudit", reading.handler(this::answer));
  }

  /**
   * @param entries newest first
   * @param deniedUnwritten denied attempts that are only counted so far
   */
  private record Entries(List<JsonNode> entries, long deniedUnwritten) {}

  private Reply answer(Call call) throws IOException {
    int limit = Paging.limit(call, DEFAULT, MOST);
    return Reply.ok(
        call.accepted(), new Entries(access.audit().newest(limit), gate.deniedUnwritten()));
  }
}
