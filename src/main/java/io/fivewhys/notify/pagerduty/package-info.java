/**
 * Calls people by PagerDuty, and hears from there who took an incident on.
 *
 * <p>In: a message; a webhook that PagerDuty signed. Out: events under one key per incident, so
 * that nobody is woken twice; what became of an incident there. Must never send what PagerDuty
 * would refuse for its size, nor repeat what it refused.
 */
package io.fivewhys.notify.pagerduty;
