/**
 * The rulebook in force and how it changes: a {@link io.fivewhys.revision.Change} becomes a
 * candidate, goes through every check, and is put in force by one swap, or refused with every
 * problem at once. Every revision is kept.
 *
 * <p>Must never put a rulebook in force that failed a check, nor lose one that was.
 */
package io.fivewhys.revision;
