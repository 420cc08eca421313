/**
 * The program: its commands, its settings, and the one place where all parts are put together.
 *
 * <p>In: arguments, environment, the working directory. Out: text and an exit code. Must never
 * decide anything about a diagnosis.
 */
package io.fivewhys;
