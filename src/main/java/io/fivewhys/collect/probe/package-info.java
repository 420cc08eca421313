/**
 * Asks what the workloads need, over its real protocol: databases, caches, brokers, names,
 * certificates, other people's services.
 *
 * <p>In: where a dependency is and how to log in. Out: a {@link io.fivewhys.fact.DependencyProbe}
 * that says whether it answers, how quickly, and what went wrong exactly, and what it tells of
 * itself: read only, replication lag, connections and memory used, when a certificate ends. A
 * dependency that does not answer is an observation; {@link io.fivewhys.collect.SourceFailed} is
 * for a probe that cannot be made. Must never write to a dependency, leave a connection open after
 * a look, wait longer than its timeout, or show a secret.
 *
 * <p>Apache Kafka is left out: its client is heavy, and keeps threads and connections of its own.
 */
package io.fivewhys.collect.probe;
