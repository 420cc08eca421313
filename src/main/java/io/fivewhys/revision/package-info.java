/**
 * The rulebook in force and how it changes: a {@link io.fivewhys.revision.Change} becomes a
 * candidate, goes through every check, and is put in force by one swap, or refused with every
 * problem at once. Every revision is kept.
 *
 * <p>Rules come from a source, a directory or the program itself, and from people who send them.
 * What is sent goes to the store and never into the directory. Of the source only what changed
 * since it was taken in last is applied to what is in force, file by file; a file that was changed
 * on both sides, differently, is a conflict for people to solve. So a rollback is not undone by a
 * restart, and a fix in the directory of a file that was rolled back is such a conflict.
 *
 * <p>Services over one store converge on its head, which moves by compare-and-set. A source is
 * looked at when a service starts and when it changes; whoever started or saw a change last wins.
 *
 * <p>Must never put a rulebook in force that failed a check, nor lose one that was, nor let a
 * directory that cannot be read count as an empty one.
 */
package io.fivewhys.revision;
