package io.fivewhys.http.incident;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.pipeline.IncidentStories;
import io.fivewhys.revision.RulesInForce;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The operations about incidents, messages, silences and fixes. */
public final class IncidentEndpoints {
  private static final int MOST_READING = 32;
  private static final int MOST_COMMANDING = 16;

  /** Some MB each. */
  private static final int MOST_BUNDLING = 2;

  private static final long COMMAND_BYTES = 64L << 10;
  private static final int MOST_INBOUND = 64;
  private static final long INBOUND_BYTES = 256L << 10;

  /** Who sends it waits for 3 s in all. */
  private static final Duration INBOUND_TIMEOUT = Duration.ofSeconds(2);

  private static final Set<String> FORM = Set.of("application/x-www-form-urlencoded");
  private static final Set<String> JSON = Set.of("application/json");

  private final ReadIncidents read;
  private final CommandIncidents commands;
  private final IncidentBundle bundle;
  private final ReadNotifications notifications;
  private final ReadFixes fixes;
  private final HandleSilences silences;
  private final SlackActions slack;
  private final PagerDutyEvents pagerDuty;
  private final OffLoop inbound;
  private final OffLoop reading;
  private final OffLoop commanding;
  private final OffLoop bundling;

  /**
   * @param rules with which diagnoses of a bundle can be told again
   * @param kept where silences are
   * @param gate hears of requests that are not signed
   */
  public IncidentEndpoints(
      Serving serving,
      IncidentParts incidents,
      RulesInForce rules,
      KeptParts kept,
      AccessParts access,
      Gate gate) {
    HttpOptions options = serving.options();
    var stories =
        new IncidentStories(
            incidents.desk(),
            incidents.notifications(),
            incidents.diagnoses()::get,
            incidents.interventions()::of,
            access.clock());
    read = new ReadIncidents(incidents.desk(), incidents.interventions(), stories);
    commands = new CommandIncidents(incidents.desk(), access);
    bundle = new IncidentBundle(incidents, rules, stories);
    notifications = new ReadNotifications(incidents.notifications(), access);
    silences = new HandleSilences(kept, access);
    fixes = new ReadFixes(incidents.desk(), access);
    var signed = new SignedCommands(incidents.desk(), access, serving.underWay());
    slack = new SlackActions(incidents, signed, gate, access.clock());
    pagerDuty = new PagerDutyEvents(incidents.inbound(), signed, gate);
    inbound =
        serving.offLoop(
            options.withBodies(INBOUND_BYTES, 16 * INBOUND_BYTES, INBOUND_TIMEOUT), MOST_INBOUND);
    reading = serving.offLoop(MOST_READING);
    bundling = serving.offLoop(MOST_BUNDLING);
    commanding =
        serving.offLoop(
            options.withBodies(
                COMMAND_BYTES, MOST_COMMANDING * COMMAND_BYTES, options.bodyTimeout()),
            MOST_COMMANDING);
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.ofEntries(
        Map.entry("listIncidents", reading.handler(read::list)),
        Map.entry("readIncident", reading.handler(read::one)),
        Map.entry("readTimeline", reading.handler(read::timeline)),
        Map.entry("readReport", reading.handler(read::report)),
        Map.entry("readBundle", bundling.handler(bundle::answer)),
        Map.entry("acknowledgeIncident", commanding.handler(JSON, commands::acknowledge)),
        Map.entry("assignIncident", commanding.handler(JSON, commands::assign)),
        Map.entry("commentIncident", commanding.handler(JSON, commands::comment)),
        Map.entry("mitigateIncident", commanding.handler(JSON, commands::mitigate)),
        Map.entry("resolveIncident", commanding.handler(JSON, commands::resolve)),
        Map.entry("mergeIncident", commanding.handler(JSON, commands::merge)),
        Map.entry("linkIncident", commanding.handler(JSON, commands::link)),
        Map.entry("listNotifications", reading.handler(notifications::list)),
        Map.entry("readNotification", reading.handler(notifications::one)),
        Map.entry("listChannels", reading.handler(notifications::channels)),
        Map.entry("testChannel", commanding.handler(JSON, notifications::test)),
        Map.entry("retryNotification", commanding.handler(notifications::retry)),
        Map.entry("takeSlackAction", inbound.withoutKeys(FORM, slack::answer)),
        Map.entry("takePagerDutyEvent", inbound.withoutKeys(JSON, pagerDuty::answer)),
        Map.entry("listSilences", reading.handler(silences::list)),
        Map.entry("createSilence", commanding.handler(JSON, silences::create)),
        Map.entry("readSilence", reading.handler(silences::one)),
        Map.entry("cancelSilence", commanding.handler(silences::cancel)),
        Map.entry("listFixes", reading.handler(fixes::list)),
        Map.entry("completeFix", commanding.handler(fixes::complete)));
  }
}
