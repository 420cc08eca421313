/**
 * Acts on a Kubernetes cluster. The only package that writes to one.
 *
 * <p>In: {@link io.fivewhys.mitigate.Remedy remedies} whose target is an object of a namespace that
 * the gateway looks at. Out: a plan or refusals; whether what was planned can be done now; whether
 * it was done. Each remedy is one class behind {@link io.fivewhys.act.kubernetes.RemedyOnCluster},
 * each change one patch of one object, which
 *
 * <ul>
 *   <li>has the {@code resourceVersion} that was read as its precondition, so that a target that
 *       has changed is left alone (409);
 *   <li>leaves the annotation {@code fivewhys.io/action} with the id of the intervention, by which
 *       anybody sees later that it was done;
 *   <li>was tried with {@code dryRun=All} right before.
 * </ul>
 *
 * <p>A pod is taken away instead of patched, by the Eviction API and with the same preconditions:
 * what says later that it was done is that its uid is gone.
 *
 * <p>Nothing is sent twice when its outcome is not known: the target is sealed first, by the
 * annotation {@code fivewhys.io/fence}, which makes every patch that is still on its way fail, and
 * looked at then.
 *
 * <p>What each remedy needs of RBAC, in the namespace of its target, besides {@code create} of
 * {@code selfsubjectaccessreviews.authorization.k8s.io}, which everybody has:
 *
 * <ul>
 *   <li>{@code restart_workload}: {@code get, patch} of {@code deployments, statefulsets,
 *       daemonsets}, {@code list} of {@code replicasets} (apps);
 *   <li>{@code undo_rollout}: the same, {@code list} of {@code replicasets} for a Deployment, of
 *       {@code controllerrevisions} for the others (apps);
 *   <li>{@code scale_out}: {@code get} of {@code deployments, statefulsets} (apps), {@code list} of
 *       {@code replicasets} (apps), {@code horizontalpodautoscalers} (autoscaling) and {@code
 *       resourcequotas}; then {@code get, patch} of {@code horizontalpodautoscalers} where one
 *       scales the target, else {@code patch} of the target;
 *   <li>{@code delete_pod}: {@code get, patch} of {@code pods}, {@code create} of {@code
 *       pods/eviction}, {@code get} of {@code replicasets, deployments, statefulsets, daemonsets}
 *       (apps); {@code delete} of {@code pods} where the policy lets it go past a disruption
 *       budget;
 *   <li>{@code revert_config}: {@code get, patch} of {@code configmaps}.
 * </ul>
 *
 * <p>Must never write without a plan, nor to a namespace that the gateway does not look at, nor
 * repeat what may have been done.
 */
package io.fivewhys.act.kubernetes;
