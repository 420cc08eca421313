/**
 * What untrusted rules may not do. A parsed file comes in before it is compiled ({@link
 * io.fivewhys.rulebook.sandbox.Sandbox#refuse}), its classes come in before one of them is loaded
 * ({@link io.fivewhys.rulebook.sandbox.Sandbox#scan}); problems with rule, line, the thing that was
 * referenced and what may be used instead go out. What may be used is written in {@code
 * allowed.txt}, beside this package's classes; everything else is refused.
 *
 * <p>Must never load, initialise or run anything of a candidate. Does not limit how long a rule
 * runs or how much it allocates: that is the budget's part.
 */
package io.fivewhys.rulebook.sandbox;
