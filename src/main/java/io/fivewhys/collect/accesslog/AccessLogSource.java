package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import io.fivewhys.collect.accesslog.Intake.Seen;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a log in a file from look to look. */
public final class AccessLogSource implements Source {
  private final AccessLogConfig config;
  private final String workload;
  private final FollowedFile file;
  private final Intake intake;

  /**
   * @param gateway whose log it is where the configuration names no other workload
   */
  public AccessLogSource(AccessLogConfig config, SourceContext context, String gateway) {
    this.config = config;
    workload = config.workload().orElse(gateway);
    file = new FollowedFile(context.directory().resolve(config.path()), config.maxBytes());
    intake =
        config.isAccessLog()
            ? new AccessIntake(config, workload)
            : new ApplicationIntake(config.path(), workload, config.sampleLines());
  }

  @Override
  public SourceName name() {
    return SourceName.of("logs", config.name().orElse(workload)).about(workload);
  }

  @Override
  public Duration deadline() {
    return config.deadline();
  }

  @Override
  public synchronized Answer ask(Look look) throws SourceFailed, InterruptedException {
    intake.begin(look, file.isNew());
    var start = new LogStart(look.from(), look.at().minus(config.history()), intake::timeOf);
    Progress progress = file.read(start, intake);
    Seen seen = intake.seen(look, progress);
    if (progress.gone() && seen.facts().isEmpty()) {
      throw new SourceFailed(Code.NOT_FOUND, config.path() + " is not there any more");
    }
    List<Fact> facts = new ArrayList<>(seen.facts());
    if (!seen.blind().isEmpty()) {
      String reason = String.join("; ", seen.blind());
      facts.add(new Blind("logs", Optional.of(workload), Optional.of(reason), Optional.empty()));
    }
    return new Answer(facts, seen.notes());
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
