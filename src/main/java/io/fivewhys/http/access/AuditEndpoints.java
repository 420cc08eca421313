package io.fivewhys.http.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditFilter;
import io.fivewhys.access.AuditPage;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.store.Keyset;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The operation that reads the audit log, for those who may read it. */
public final class AuditEndpoints {
  private static final int DEFAULT = 100;
  private static final int MOST = 1_000;
  private static final int LONGEST = 300;
  private static final List<String> LISTING =
      List.of(
          "actor",
          "kind",
          "operation",
          "outcome",
          "text",
          "since",
          "until",
          "cut",
          "limit",
          "cursor");

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
   * @param lookedBackTo where the page ends since so many lines were looked at
   */
  private record Entries(
      List<JsonNode> entries,
      long deniedUnwritten,
      Optional<String> next,
      Optional<Instant> lookedBackTo) {}

  private Reply answer(Call call) throws IOException {
    var reading = new QueryReading(call.query(), LISTING, Set.of("kind"));
    AuditFilter filter = filter(reading);
    String list = "audit " + filter;
    Optional<Long> before = Paging.after(reading, list, AuditEndpoints::sequence);
    int limit = reading.number("limit", 1, MOST, DEFAULT);
    reading.mustBeFine();
    AuditPage page =
        access
            .audit()
            .find(filter, before.map(OptionalLong::of).orElse(OptionalLong.empty()), limit);
    Optional<String> next =
        page.next().isPresent()
            ? Optional.of(new Keyset(Long.toString(page.next().getAsLong()), list).toString())
            : Optional.empty();
    var entries = new Entries(page.entries(), gate.deniedUnwritten(), next, page.lookedBackTo());
    return Paging.linked(Reply.ok(call.accepted(), entries), call, next);
  }

  private static AuditFilter filter(QueryReading reading) {
    return new AuditFilter(
        reading.text("actor", LONGEST),
        new HashSet<>(
            reading.values(
                "kind", QueryReading.words(AuditEntry.Kind.values()), AuditEndpoints::kind)),
        reading.text("operation", LONGEST),
        reading.text("outcome", LONGEST),
        reading.text("text", LONGEST),
        reading.value("since", "an RFC 3339 time", QueryReading::time),
        reading.value("until", "an RFC 3339 time", QueryReading::time),
        reading.flag("cut"));
  }

  private static Optional<AuditEntry.Kind> kind(String text) {
    return Arrays.stream(AuditEntry.Kind.values())
        .filter(it -> it.toString().equals(text))
        .findFirst();
  }

  private static Optional<Long> sequence(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
