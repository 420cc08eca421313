package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the namespace has room for more pods. The dry run of a workload does not tell: a quota
 * refuses pods, not what makes them, and the workload would be short of them from then on.
 */
final class Quotas {
  private Quotas() {}

  /**
   * @param pods how many more of the workload's
   * @throws ActionRefused naming the quota that would refuse one of them
   */
  static void allow(ApiServer api, ClusterObject workload, int pods)
      throws ActionRefused, ApiFailed, InterruptedException {
    Map<String, BigDecimal> needed = needed(workload, pods);
    String namespace = workload.id().namespace();
    for (ClusterObject quota : api.list(ObjectKind.RESOURCE_QUOTA, namespace, "")) {
      boolean ofSome =
          !quota.at("/spec/scopes").isEmpty() || !quota.at("/spec/scopeSelector").isEmpty();
      if (ofSome) {
        // Which pods it is about is told by more than the template.
        continue;
      }
      for (Map.Entry<String, JsonNode> limit : quota.at("/status/hard").properties()) {
        BigDecimal more = needed.get(limit.getKey());
        JsonNode used = quota.at("/status/used").path(limit.getKey());
        if (more != null && exceeds(used, more, limit.getValue())) {
          throw new ActionRefused(
              "quota",
              "%s %s of quota %s".formatted(limit.getKey(), limit.getValue().asText(), quota.id()),
              "%s used, %s more needed".formatted(used.asText("0"), more.toPlainString()),
              "the namespace has no room for %d more pods of %s: raise the quota %s first"
                  .formatted(pods, workload.id(), quota.id().name()));
        }
      }
    }
  }

  private static boolean exceeds(JsonNode used, BigDecimal more, JsonNode hard) {
    return amount(used.asText("0")).add(more).compareTo(amount(hard.asText())) > 0;
  }

  /** By the names that quotas have for it. */
  private static Map<String, BigDecimal> needed(ClusterObject workload, int pods) {
    Map<String, BigDecimal> needed = new LinkedHashMap<>();
    needed.put("pods", BigDecimal.valueOf(pods));
    needed.put("count/pods", BigDecimal.valueOf(pods));
    for (String what : java.util.List.of("requests", "limits")) {
      for (String resource : java.util.List.of("cpu", "memory", "ephemeral-storage")) {
        BigDecimal each = BigDecimal.ZERO;
        for (JsonNode container : workload.at("/spec/template/spec/containers")) {
          each = each.add(amount(container.at("/resources/" + what).path(resource).asText("0")));
        }
        BigDecimal all = each.multiply(BigDecimal.valueOf(pods));
        if (all.signum() > 0) {
          needed.put(what + "." + resource, all);
          if (what.equals("requests")) {
            needed.put(resource, all);
          }
        }
      }
    }
    return needed;
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount();
  }
}
