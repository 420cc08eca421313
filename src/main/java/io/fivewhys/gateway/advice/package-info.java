/**
 * How to make a source see again.
 *
 * <p>In: the state of a source. Out: what to do about it, step by step, with something to copy.
 * Must never ask anybody, and never hold a secret.
 */
package io.fivewhys.gateway.advice;
