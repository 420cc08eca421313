package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Preparation.Ready;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;

/**
 * How one remedy is done to a cluster, as {@link io.fivewhys.mitigate.Actuator} wants it. What
 * speaks against it is thrown; {@link ClusterActuator} makes an answer of that.
 */
interface RemedyOnCluster<R extends Remedy> {
  /**
   * @param target in a namespace that the gateway looks at
   */
  Planned plan(R remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException;

  /**
   * @param target as the plan has it
   */
  Ready prepare(R remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException;

  /**
   * @param target as the plan has it
   */
  Acted settle(R remedy, ObjectName target, Plan plan, Ticket ticket) throws InterruptedException;
}
