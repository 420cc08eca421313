/**
 * The stores that the shop needs, as child processes: a PostgreSQL that can be stopped and started
 * again with what it holds, and a Redis.
 *
 * <p>In: nothing. Out: addresses on the loopback interface. Must never leave a process behind once
 * it is closed.
 */
package io.fivewhys.demo.data;
