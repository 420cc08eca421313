/**
 * Reads and writes snapshots, JSON and YAML.
 *
 * <p>In: a stream of bytes from anybody. Out: a {@link io.fivewhys.fact.Snapshot}, or a refusal
 * that names every problem with its place. Must never turn what is absent into a number, guess what
 * was meant, or do more work and hold more memory than {@link io.fivewhys.fact.read.ReadLimits}
 * allow.
 */
package io.fivewhys.fact.read;
