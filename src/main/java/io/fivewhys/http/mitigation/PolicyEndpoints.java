package io.fivewhys.http.mitigation;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.store.MitigationPolicies;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations about the policy of mitigation. */
public final class PolicyEndpoints {
  private static final int MOST_READING = 32;
  private static final int MOST_CHANGING = 4;
  private static final Set<String> FILE = Set.of("application/yaml", "text/yaml");
  private static final Set<String> JSON = Set.of("application/json");

  private final HandlePolicy policy;
  private final OffLoop reading;
  private final OffLoop changing;

  /**
   * @param desk keeps the policy and its versions
   */
  public PolicyEndpoints(Serving serving, PolicyDesk desk, AccessParts access) {
    HttpOptions options = serving.options();
    policy = new HandlePolicy(desk, access);
    reading = serving.offLoop(MOST_READING);
    changing =
        serving.offLoop(
            options.withBodies(
                MitigationPolicies.MOST_BYTES,
                (long) MOST_CHANGING * MitigationPolicies.MOST_BYTES,
                options.bodyTimeout()),
            MOST_CHANGING);
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "readMitigationPolicy", reading.handler(policy::inForce),
        "replaceMitigationPolicy", changing.handler(FILE, policy::replace),
        "checkMitigationPolicy", changing.handler(FILE, policy::check),
        "listMitigationPolicyVersions", reading.handler(policy::versions),
        "readMitigationPolicyVersion", reading.handler(policy::version),
        "rollbackMitigationPolicy", changing.handler(JSON, policy::rollback));
  }
}
