/**
 * The service in processes of its own that are killed, stopped and let go on, and what must hold
 * all the same: nothing that was accepted is lost, nothing is done twice.
 */
package io.fivewhys.crash;
