/**
 * Settings from a file, the environment and flags, onto records that hold their defaults.
 *
 * <p>In: a record with defaults, YAML text, environment variables, flags. Out: the same record with
 * what was set, or one refusal that lists every problem. Must never know what a setting means,
 * guess, or leave out what it does not understand.
 */
package io.fivewhys.settings;
