/**
 * A diagnosis for people: on a terminal, in a chat, in a ticket.
 *
 * <p>In: a diagnosis. Out: text. Must never conclude anything of its own, nor let a text that came
 * with a snapshot steer a terminal or a renderer of Markdown.
 */
package io.fivewhys.report;
