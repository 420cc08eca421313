package io.fivewhys.inference;

/**
 * Something to change for good, made concrete with the snapshot's own numbers.
 *
 * @param cause what it is to prevent
 * @param title what it is, in a few words
 * @param detail what to change, with numbers
 */
public record LongTermFix(Hypothesis cause, String title, String detail) {}
