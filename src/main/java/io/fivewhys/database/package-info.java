/**
 * One database under everything that is kept: an H2 file by default, PostgreSQL by its URL, the
 * same SQL on both.
 *
 * <p>In: where it is. Out: connections of a pool in transactions, its clock, and the schema brought
 * up to date. Must never know what a table means, nor answer as if something were written that is
 * not on the disk.
 */
package io.fivewhys.database;
