package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;

/** What happened before the estate began: each Deployment was rolled out before, and once more. */
public final class Past {
  private static final Duration MADE = Duration.ofDays(60);
  private static final Duration BEFORE = Duration.ofDays(23);
  private static final Duration LAST = Duration.ofDays(9);
  private static final int REVISION = 7;

  private Past() {}

  /**
   * Creates a Deployment as it looks nine days after its seventh rollout.
   *
   * @param previousImage of the sixth, to which it can be undone
   */
  public static void create(ClusterStore store, Deployment deployment, String previousImage) {
    String name = deployment.getMetadata().getName();
    deployment.getMetadata().setCreationTimestamp(ago(MADE));
    deployment.getMetadata().setGeneration((long) REVISION);
    deployment
        .getMetadata()
        .getAnnotations()
        .put(DeploymentController.REVISION, String.valueOf(REVISION));
    PodTemplateSpec now = deployment.getSpec().getTemplate();
    PodTemplateSpec before = Serialization.clone(now);
    before.getSpec().getContainers().getFirst().setImage(previousImage);
    deployment.setStatus(new DeploymentStatusBuilder().build());
    store.create(deployment, "kubectl-client-side-apply");
    Deployment made = store.find(Deployment.class, name).orElseThrow();
    create(store, made, before, REVISION - 1, BEFORE);
    String set = create(store, made, now, REVISION, LAST);
    store.edit(Deployment.class, name, DeploymentController.AUTHOR, it -> progressed(it, set));
  }

  private static String create(
      ClusterStore store,
      Deployment deployment,
      PodTemplateSpec template,
      int revision,
      Duration ago) {
    var set = DeploymentController.replicaSet(deployment, template, revision);
    set.getMetadata().setCreationTimestamp(ago(ago));
    store.create(set, DeploymentController.AUTHOR);
    return set.getMetadata().getName();
  }

  private static Deployment progressed(Deployment deployment, String set) {
    var condition =
        new DeploymentConditionBuilder()
            .withType("Progressing")
            .withStatus("True")
            .withReason("NewReplicaSetAvailable")
            .withMessage("ReplicaSet \"%s\" has successfully progressed.".formatted(set))
            .withLastUpdateTime(ago(LAST))
            .withLastTransitionTime(ago(MADE))
            .build();
    deployment.setStatus(new DeploymentStatusBuilder().withConditions(condition).build());
    return deployment;
  }

  private static String ago(Duration ago) {
    return KubeTime.of(Instant.now().minus(ago));
  }
}
