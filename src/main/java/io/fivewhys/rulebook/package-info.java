/**
 * DRL text in; a compiled, immutable {@link io.fivewhys.rulebook.Rulebook} with a revision out.
 *
 * <p>The only package that compiles Drools. Must never evaluate a rule.
 */
package io.fivewhys.rulebook;
