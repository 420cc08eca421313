/**
 * Tells people in Slack, and understands which button they press.
 *
 * <p>In: a message; a request that Slack signed. Out: one message per incident, kept up to date
 * where a bot's token allows it, with notices in its thread; what was pressed, and by whom. Must
 * never let a text from a log mention anybody or lead anywhere, exceed what Slack takes, or show a
 * button that does nothing. Whatever else can be decided about an incident is one more {@link
 * io.fivewhys.notify.slack.Button}.
 */
package io.fivewhys.notify.slack;
