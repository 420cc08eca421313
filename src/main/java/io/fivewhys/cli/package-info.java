/**
 * Commands that need no more than the packages above, and what a command sees of the world.
 *
 * <p>Must never print a secret.
 */
package io.fivewhys.cli;
