/**
 * What one evaluation may use up: time of its thread, time on the wall, firings and memory.
 *
 * <p>{@link io.fivewhys.budget.Budget#tick} goes wherever a rule can make something go on and on:
 * it is woven into the classes that rules are compiled to, called by the network of the rules, and
 * by our own types. The guarded calls do what a method of the JDK does that could hang or fill the
 * memory within one call. A spent budget throws {@link io.fivewhys.budget.BudgetExceeded}.
 *
 * <p>JDK only, because facts tick too. Must never stop anything but the thread that ran out of it;
 * where no budget is bound to a thread, everything here does nothing.
 */
package io.fivewhys.budget;
