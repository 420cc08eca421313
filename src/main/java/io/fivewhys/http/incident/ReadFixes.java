package io.fivewhys.http.incident;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.IncidentDesk.Fixed;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.Page;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was recommended to change for good, and whether somebody did it. */
final class ReadFixes {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final IncidentDesk desk;
  private final AccessParts access;

  ReadFixes(IncidentDesk desk, AccessParts access) {
    this.desk = desk;
    this.access = access;
  }

  record FixPage(List<IncidentDocuments.Fix> fixes, Optional<String> next) {}

  /**
   * @param applied whether that is news
   */
  record Completed(boolean applied, IncidentDocuments.Fix fix) {}

  Reply list(Call call) {
    var reading = new QueryReading(call.query(), List.of("done", "limit", "cursor"));
    boolean done = reading.flag("done");
    String list = "fixes " + done;
    Optional<Long> before = Paging.after(reading, list, Ids::number);
    int limit = reading.number("limit", 1, MOST, USUAL);
    reading.mustBeFine();
    Page<Fixes.Fix> page =
        Page.of(desk.fixes(done, before, limit + 1), limit, list, it -> Long.toString(it.id()));
    Optional<String> next = page.next().map(Object::toString);
    var fixes = page.entries().stream().map(IncidentDocuments.Fix::of).toList();
    return Paging.linked(Reply.ok(call.accepted(), new FixPage(fixes, next)), call, next);
  }

  Reply complete(Call call) throws IOException {
    var query = ChangeQuery.of(call, List.of("author"));
    String id = call.parameter("id");
    long number = Ids.number(id).orElseThrow(() -> unknown(id));
    var trail = AuditTrail.of(access, "completeFix", call, query);
    Optional<Fixed> fixed =
        trail.around(
            "fix " + number,
            () -> desk.fixed(number, AuditTrail.author(call, query)),
            it -> it.isEmpty() ? "not_found" : it.get().isNews() ? "applied" : "unchanged");
    Fixed now = fixed.orElseThrow(() -> unknown(id));
    Fixes.Fix fix = now.fix();
    return Reply.ok(call.accepted(), new Completed(now.isNews(), IncidentDocuments.Fix.of(fix)))
        .with("X-Request-Id", trail.requestId());
  }

  private static Refusal unknown(String id) {
    var detail = "There is no fix %s.".formatted(Call.bounded(id));
    return Problem.of(404, "no-such-fix", detail).refusal();
  }
}
