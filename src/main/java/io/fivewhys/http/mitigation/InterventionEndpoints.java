package io.fivewhys.http.mitigation;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.intervene.InterventionDesk;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations about what is done about incidents. */
public final class InterventionEndpoints {
  private static final int MOST_READING = 32;
  private static final int MOST_COMMANDING = 16;

  /** Whoever wants everything to stop must not wait behind those who want something done. */
  private static final int MOST_STOPPING = 4;

  private static final long COMMAND_BYTES = 16L << 10;
  private static final Set<String> JSON = Set.of("application/json");

  private final ReadInterventions read;
  private final CommandInterventions commands;
  private final OffLoop reading;
  private final OffLoop commanding;
  private final OffLoop stopping;

  /**
   * @param desk does what is asked for
   */
  public InterventionEndpoints(Serving serving, InterventionDesk desk, AccessParts access) {
    HttpOptions options = serving.options();
    read = new ReadInterventions(desk);
    commands = new CommandInterventions(desk, access);
    reading = serving.offLoop(MOST_READING);
    commanding =
        serving.offLoop(
            options.withBodies(
                COMMAND_BYTES, MOST_COMMANDING * COMMAND_BYTES, options.bodyTimeout()),
            MOST_COMMANDING);
    stopping =
        serving.offLoop(
            options.withBodies(COMMAND_BYTES, MOST_STOPPING * COMMAND_BYTES, options.bodyTimeout()),
            MOST_STOPPING);
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.ofEntries(
        Map.entry("listActions", reading.handler(read::list)),
        Map.entry("readAction", reading.handler(read::one)),
        Map.entry("approveAction", commanding.handler(JSON, commands::approve)),
        Map.entry("rejectAction", commanding.handler(JSON, commands::reject)),
        Map.entry("concludeAction", commanding.handler(JSON, commands::conclude)),
        Map.entry("takeBackAction", commanding.handler(JSON, commands::takeBack)),
        Map.entry("requestAction", commanding.handler(JSON, commands::request)),
        Map.entry("readMitigationSwitch", reading.handler(read::stopSwitch)),
        Map.entry("stopMitigation", stopping.handler(JSON, commands::stop)),
        Map.entry("resumeMitigation", stopping.handler(JSON, commands::resume)));
  }
}
