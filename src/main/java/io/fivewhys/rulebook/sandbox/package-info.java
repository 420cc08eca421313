/**
 * What stands between rules and the rest of the program: what they may refer to, and how much they
 * may use up.
 *
 * <p>Compiled classes in; a refusal, or the same classes with a budget woven in, out. Must never
 * load or run what it looks at.
 */
package io.fivewhys.rulebook.sandbox;
