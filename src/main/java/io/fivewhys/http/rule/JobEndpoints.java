package io.fivewhys.http.rule;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.job.JobView;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The operations about long work. */
public final class JobEndpoints {
  private static final int MOST_AT_ONCE = 16;

  private final AccessParts access;
  private final StartedJobs jobs;
  private final OffLoop offLoop;

  /**
   * @param jobs those of this process
   */
  public JobEndpoints(Serving serving, StartedJobs jobs, AccessParts access) {
    this.access = access;
    this.jobs = jobs;
    offLoop = serving.offLoop(MOST_AT_ONCE);
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "listJobs", offLoop.handler(this::list),
        "readJob", offLoop.handler(this::one),
        "cancelJob", offLoop.handler(this::cancel));
  }

  private record JobList(List<JobView> jobs) {}

  private Reply list(Call call) {
    ChangeQuery.none(call);
    return Reply.ok(call.accepted(), new JobList(jobs.list()));
  }

  private Reply one(Call call) {
    ChangeQuery.none(call);
    return Reply.ok(call.accepted(), jobs.find(call.parameter("id")));
  }

  private Reply cancel(Call call) throws AuditUnavailable {
    var query = ChangeQuery.of(call, List.of("message", "author"));
    JobView running = jobs.find(call.parameter("id"));
    if (running.state() != JobView.State.RUNNING) {
      return Reply.ok(call.accepted(), running);
    }
    var trail = AuditTrail.of(access, "cancelJob", call, query);
    JobView after =
        trail.around(
            running.kind() + " " + running.id(),
            () -> stopped(running.id()),
            it -> it.state().toString());
    return Reply.ok(call.accepted(), after).with("X-Request-Id", trail.requestId());
  }

  private JobView stopped(String id) {
    try {
      return jobs.cancel(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return jobs.find(id);
    }
  }
}
