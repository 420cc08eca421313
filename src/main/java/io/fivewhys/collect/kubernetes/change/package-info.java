/**
 * Tells what was changed in a cluster without a rollout, and what is plainly wrong with it.
 *
 * <p>In: what a cluster holds of ConfigMaps, Secrets, Services, Ingresses, routes and policies, and
 * what it held when it was looked at before. Out: {@link io.fivewhys.fact.ConfigChange} facts; one
 * without a time and an action is an object that is wrong and is not known to have changed. Must
 * never keep, write or tell a secret's value, take an object that cannot be seen for one that was
 * deleted, or claim a change that nobody made. What ConfigMaps hold is kept where it may have to be
 * put back, and told to nobody.
 */
package io.fivewhys.collect.kubernetes.change;
