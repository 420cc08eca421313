/**
 * The whole path of an incident behind its diagnosis, on top of the store: what was seen is kept
 * and becomes incidents, incidents become messages, messages are delivered, and what has to happen
 * at a time happens then, on whichever replica is alive.
 *
 * <p>In: snapshots with their diagnoses, commands. Out: incidents, timelines, deliveries. Must
 * never answer before what it answers is on the disk, nor do outside a transaction what belongs
 * into one.
 */
package io.fivewhys.pipeline;
