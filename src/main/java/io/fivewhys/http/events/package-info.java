/**
 * Hints at what has changed, for whoever listens: the server-sent events of the API.
 *
 * <p>In: marks of the store and of this process, read about once a second while anybody listens.
 * Out: events that name topics, never what is in them. Changes are seen in the store and not where
 * they are made, so that those of other replicas count as well. Must never hold up whoever makes a
 * change, nor keep more for a listener than one event.
 */
package io.fivewhys.http.events;
