/**
 * How long things take. In comes nothing but figures of size; out goes a table of times, ours
 * beside plainer ways to do a part of the same. Never a test: nothing passes or fails by it.
 */
package io.fivewhys.bench;
