/**
 * DRL text in; a compiled, immutable {@link io.fivewhys.rulebook.Rulebook} with a revision out.
 *
 * <p>The build runs {@link io.fivewhys.rulebook.Prebuild} and so puts the shipped rules compiled on
 * the class path; rules of the very same content are loaded from there, all others are compiled.
 *
 * <p>The only package that compiles Drools. Must never evaluate a rule.
 */
package io.fivewhys.rulebook;
