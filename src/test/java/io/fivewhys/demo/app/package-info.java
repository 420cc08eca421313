/**
 * What runs in the pods of the shop: orders, payments and the catalogue, each a real HTTP service
 * that asks a real database and a real cache, within the CPU and memory of its container.
 *
 * <p>In: a container with its variables and limits. Out: answers, log lines, exit codes. CPU and
 * memory are accounted for and enforced as a kernel does it, since the process is a shared one; all
 * else that happens, happens: exceptions are thrown where the log shows them. Must never know of
 * faults: it misbehaves because its release, its limits or its surroundings are bad.
 */
package io.fivewhys.demo.app;
