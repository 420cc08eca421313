/**
 * One line of a log: what transport put before it, its time, its level, its JSON.
 *
 * <p>In: a line as it was collected. Out: its parts. Reads each line once, in time linear in its
 * length; must never throw, whatever the line holds, and never guess a time that it does not name.
 */
package io.fivewhys.logs.line;
