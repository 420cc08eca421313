/**
 * Files of a rulebook as text: their paths, contents and hash, the tree that the DRL parser makes
 * of them, and problems with their place.
 *
 * <p>Must never compile or run anything.
 */
package io.fivewhys.rulebook.source;
