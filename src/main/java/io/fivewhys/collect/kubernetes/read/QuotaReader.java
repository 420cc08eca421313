package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.fact.Quota;
import io.fivewhys.fact.read.FactDraft;
import java.util.Set;

/** How much of each quota is used. */
public final class QuotaReader implements ClusterReader {
  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(ResourceQuota.class);
  }

  @Override
  public String subject() {
    return "quotas";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    for (ResourceQuota quota : look.objects().list(ResourceQuota.class)) {
      var status = quota.getStatus();
      if (status != null && status.getHard() != null) {
        for (String resource : status.getHard().keySet()) {
          gathered.add(
              FactDraft.of(Quota.class)
                  .set("name", quota.getMetadata().getName())
                  .set("namespace", quota.getMetadata().getNamespace())
                  .set("resource", resource)
                  .set("used", Amounts.of(status.getUsed(), resource))
                  .set("hard", Amounts.of(status.getHard(), resource)));
        }
      }
    }
    return gathered.answer();
  }
}
