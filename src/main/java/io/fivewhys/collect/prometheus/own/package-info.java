/**
 * Makes facts of queries that an installation writes itself.
 *
 * <p>In: a query, a kind of fact, and which label or value goes into which field. Out: facts. Must
 * never begin with a field that the kind does not have, nor leave a series out without saying so.
 */
package io.fivewhys.collect.prometheus.own;
