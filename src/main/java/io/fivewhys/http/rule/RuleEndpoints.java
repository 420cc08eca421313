package io.fivewhys.http.rule;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.PostedSnapshot;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.revision.FileBounds;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations about rules. */
public final class RuleEndpoints {
  private static final int MOST_READING = 32;

  /** One that runs and some that wait: who comes later had better look at what is there then. */
  private static final int MOST_CHANGING = 5;

  /** Takes up to half of the processors for as long as a minute. */
  private static final int MOST_TRYING = 1;

  /** Drafts of people who write or try; each queues for its turn. */
  private static final int MOST_DRAFTS = 16;

  private static final Set<String> FILE = Set.of("text/plain", "application/yaml", "text/yaml");
  private static final Set<String> JSON = Set.of("application/json");

  private final ReadRules read;
  private final ChangeRules change;
  private final RuleStatistics statistics;
  private final ExplainRule explain;
  private final ReadVocabulary vocabulary;
  private final OffLoop reading;
  private final OffLoop changing;
  private final OffLoop changingAll;
  private final TryRules trial;
  private final OffLoop trying;
  private final CheckDraft check;
  private final TryDraft draft;
  private final OffLoop checking;
  private final OffLoop drafting;

  /**
   * @param posted takes the snapshot over which a rule is explained
   * @param jobs where a back-test goes on whose client does not wait
   */
  public RuleEndpoints(
      Serving serving,
      RuleParts parts,
      PostedSnapshot posted,
      StartedJobs jobs,
      AccessParts access,
      ServiceMetrics metrics) {
    HttpOptions options = serving.options();
    read = new ReadRules(parts.rules());
    change = new ChangeRules(parts.rules(), access, metrics);
    trial = new TryRules(parts.rules(), parts.trial(), access, change, jobs);
    check = new CheckDraft(parts.rules(), parts.trial(), change);
    draft = new TryDraft(parts);
    statistics = new RuleStatistics(parts.rules(), parts.kept());
    explain = new ExplainRule(parts.insight(), serving.readiness(), posted);
    vocabulary = new ReadVocabulary(parts.insight(), serving.readiness(), serving.responder());
    reading = serving.offLoop(MOST_READING);
    changing = serving.offLoop(bodies(options, FileBounds.FILE_BYTES), MOST_CHANGING);
    // In JSON a line's end and every quote take two bytes.
    changingAll = serving.offLoop(bodies(options, 2 * FileBounds.TOTAL_BYTES), MOST_CHANGING);
    trying = serving.offLoop(bodies(options, 2 * FileBounds.TOTAL_BYTES), MOST_TRYING);
    checking = serving.offLoop(bodies(options, 2 * FileBounds.TOTAL_BYTES), MOST_DRAFTS);
    // A snapshot besides.
    drafting =
        serving.offLoop(
            bodies(options, options.maxBodyBytes() + 2 * FileBounds.TOTAL_BYTES), MOST_DRAFTS);
  }

  private static HttpOptions bodies(HttpOptions options, long mostBytes) {
    return options.withBodies(mostBytes, 2 * mostBytes, options.bodyTimeout());
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.ofEntries(
        Map.entry("readRules", reading.handler(read::all)),
        Map.entry("readRuleFile", reading.handler(read::file)),
        Map.entry("listRevisions", reading.handler(read::history)),
        Map.entry("readRevision", reading.handler(read::revision)),
        Map.entry("diffRevisions", reading.handler(read::difference)),
        Map.entry("putRuleFile", changing.handler(FILE, change::put)),
        Map.entry("deleteRuleFile", changing.handler(change::delete)),
        Map.entry("replaceRules", changingAll.handler(JSON, change::replaceAll)),
        Map.entry("checkRules", checking.awaited(JSON, check::check)),
        Map.entry("tryRules", drafting.awaited(JSON, draft::answer)),
        Map.entry("rollbackRules", changing.handler(JSON, change::rollback)),
        Map.entry("backTestRules", trying.handler(JSON, trial::backTest)),
        Map.entry("readShadow", reading.handler(trial::shadow)),
        // It lives no longer than the process: an answer that is kept would tell of one that is
        // gone.
        Map.entry("startShadow", changingAll.withoutKeys(JSON, trial::startShadow)),
        Map.entry("dropShadow", changing.handler(trial::dropShadow)),
        Map.entry("promoteShadow", changing.handler(trial::promoteShadow)),
        Map.entry("readRuleStatistics", reading.handler(statistics::answer)),
        Map.entry("explainRule", explain),
        Map.entry("readVocabulary", vocabulary));
  }
}
