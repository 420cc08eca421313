/**
 * All that is kept, as one file: the way from an H2 file to PostgreSQL and back.
 *
 * <p>In: a database with its tables up to date, and a file. Out: the file with every row of every
 * table, or the rows in a database that was empty. Tables are found by asking the database, so that
 * none has to be named here. Must never write half of a file into a database, nor over one that
 * holds something, nor leave the file readable for others.
 */
package io.fivewhys.store.transfer;
