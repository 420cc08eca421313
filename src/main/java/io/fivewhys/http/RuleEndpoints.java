package io.fivewhys.http;

import io.fivewhys.revision.FileBounds;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations about rules and about who changed them. */
final class RuleEndpoints {
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
  private final ReadAudit audit;
  private final OffLoop reading;
  private final OffLoop changing;
  private final OffLoop changingAll;
  private final TryRules trial;
  private final OffLoop trying;
  private final CheckDraft check;
  private final TryDraft draft;
  private final OffLoop checking;
  private final OffLoop drafting;

  RuleEndpoints(
      HttpOptions options,
      ApiParts parts,
      Gate gate,
      Readiness readiness,
      Responder responder,
      UnderWay underWay,
      OnceOnly once,
      StartedJobs jobs) {
    read = new ReadRules(parts.rules());
    change = new ChangeRules(parts.rules(), parts.access(), parts.metrics());
    trial = new TryRules(parts.rules(), parts.trial(), parts.access(), change, jobs);
    check = new CheckDraft(parts.rules(), parts.trial(), change);
    draft = new TryDraft(parts);
    audit = new ReadAudit(parts.access(), gate);
    reading = new OffLoop(options, readiness, responder, underWay, once, MOST_READING);
    changing =
        new OffLoop(
            bodies(options, FileBounds.FILE_BYTES),
            readiness,
            responder,
            underWay,
            once,
            MOST_CHANGING);
    // In JSON a line's end and every quote take two bytes.
    changingAll =
        new OffLoop(
            bodies(options, 2 * FileBounds.TOTAL_BYTES),
            readiness,
            responder,
            underWay,
            once,
            MOST_CHANGING);
    trying =
        new OffLoop(
            bodies(options, 2 * FileBounds.TOTAL_BYTES),
            readiness,
            responder,
            underWay,
            once,
            MOST_TRYING);
    checking =
        new OffLoop(
            bodies(options, 2 * FileBounds.TOTAL_BYTES),
            readiness,
            responder,
            underWay,
            once,
            MOST_DRAFTS);
    // A snapshot besides.
    drafting =
        new OffLoop(
            bodies(options, options.maxBodyBytes() + 2 * FileBounds.TOTAL_BYTES),
            readiness,
            responder,
            underWay,
            once,
            MOST_DRAFTS);
  }

  private static HttpOptions bodies(HttpOptions options, long mostBytes) {
    return options.withBodies(mostBytes, 2 * mostBytes, options.bodyTimeout());
  }

  /** By operationId. */
  Map<String, Handler<RoutingContext>> handlers() {
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
        Map.entry("startShadow", changingAll.handler(JSON, trial::startShadow)),
        Map.entry("dropShadow", changing.handler(trial::dropShadow)),
        Map.entry("promoteShadow", changing.handler(trial::promoteShadow)),
        Map.entry("readAudit", reading.handler(audit::answer)));
  }
}
