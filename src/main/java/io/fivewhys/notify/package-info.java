/**
 * Tells people of incidents: what a message says in the form of each channel, and how it is brought
 * there.
 *
 * <p>In: a message about an incident as it is now, and where the last one about it went. Out: that
 * it was delivered, that another try is worthwhile and when, or that none is. Must never keep
 * anything, decide when somebody is told, or show a secret.
 */
package io.fivewhys.notify;
