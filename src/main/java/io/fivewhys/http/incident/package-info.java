/**
 * Incidents over HTTP: they are read and acted on, with their messages, silences and fixes, also by
 * people in Slack and PagerDuty.
 *
 * <p>In: commands of people, signed requests of other services, silences. Out: incidents with their
 * timelines, reports and bundles; {@link io.fivewhys.http.incident.IncidentEndpoints} is the way
 * in. It knows the documents of {@code http.mitigation}, since an incident shows what is done about
 * it. Must never change an incident but by its desk, nor take a request whose signature is wrong.
 */
package io.fivewhys.http.incident;
