/**
 * What stands between untrusted rules and the rest of the program: what they may refer to, and how
 * much they may use up.
 *
 * <p>A parsed file comes in before it is compiled ({@link
 * io.fivewhys.rulebook.sandbox.Sandbox#refuse}), its classes come in before one of them is loaded
 * ({@link io.fivewhys.rulebook.sandbox.Sandbox#scan}); problems with rule, line, the thing that was
 * referenced and what may be used instead go out. What may be used is written in {@code
 * allowed.txt}, beside this package's classes; everything else is refused. Classes that are not
 * refused get a budget woven in ({@link io.fivewhys.rulebook.sandbox.Weaver}).
 *
 * <p>Must never load, initialise or run anything of a candidate.
 */
package io.fivewhys.rulebook.sandbox;
