package io.fivewhys.http.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Preference;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OnceOnly;
import io.fivewhys.job.JobView;
import io.fivewhys.job.Jobs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that was asked for with {@code Prefer: respond-async}, and how it is told of. */
public final class StartedJobs {
  static final String PATH = "/api/v1/jobs/";

  private static final Logger LOG = LoggerFactory.getLogger(StartedJobs.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);
  private static final Duration UNTIL_STOPPED = Duration.ofSeconds(2);

  private final Jobs jobs;

  /**
   * @param clock says when a job began and ended
   */
  public StartedJobs(Clock clock) {
    jobs = new Jobs(clock, Jobs.Limits.usual(), StartedJobs::problem);
  }

  /**
   * Begins a job.
   *
   * @param kind in kebab case
   * @param afterwards done in any case, once nothing of it runs any more
   * @return 202 and where it can be followed
   * @throws Refusal when too many run
   */
  Reply begun(Call call, String kind, Jobs.Work work, Runnable afterwards) {
    Optional<JobView> job = Optional.empty();
    try {
      job = jobs.start(kind, call.actor().toString(), work, afterwards);
    } finally {
      if (job.isEmpty()) {
        afterwards.run();
      }
    }
    return job.map(
            it ->
                Reply.accepted(MediaType.JSON, it)
                    .with("Location", PATH + it.id())
                    .with(Preference.APPLIED, Preference.RESPOND_ASYNC))
        .orElseThrow(
            () -> {
              var detail = "Too many jobs run, or the service stops; /api/v1/jobs lists them.";
              return Problem.of(503, "full", detail).retryAfter(TRY_AGAIN);
            });
  }

  /** The newest first, without results. */
  List<JobView> list() {
    return jobs.list().stream().map(JobView::brief).toList();
  }

  /**
   * @throws Refusal when there is none
   */
  JobView find(String id) {
    return jobs.find(id).orElseThrow(StartedJobs::unknown);
  }

  /**
   * Ends a job; one that has ended stays as it is.
   *
   * @throws Refusal when there is none
   */
  JobView cancel(String id) throws InterruptedException {
    return jobs.cancel(id, UNTIL_STOPPED).orElseThrow(StartedJobs::unknown);
  }

  /** Cancels those that run, and takes no more. */
  public void close() {
    jobs.close();
  }

  private static Refusal unknown() {
    var detail =
        "This process has no such job: it ended long ago, runs in another replica, or ended with"
            + " its process. Ask the replica that took it, or begin it again under a new"
            + " Idempotency-Key.";
    return Problem.of(404, "no-such-job", detail).refusal();
  }

  /** What would have been answered to whoever had waited. */
  private static Object problem(Throwable broken) {
    return switch (broken) {
      case Refusal refusal -> document(refusal.reply());
      case DatabaseUnavailable unavailable -> {
        LOG.warn("A job was not done: {}", unavailable.getMessage());
        yield document(OnceOnly.unavailable());
      }
      case Throwable bug -> {
        LOG.error("A job broke", bug);
        yield Problem.of(500, "internal", "The service failed; its log says how.");
      }
    };
  }

  private static JsonNode document(Reply reply) {
    try {
      return DiagnosisJson.jsonMapper().readTree(reply.body());
    } catch (IOException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
