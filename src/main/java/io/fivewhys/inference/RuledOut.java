package io.fivewhys.inference;

/**
 * Something a responder would think of first and why it is not it.
 *
 * @param category what kind of cause it is not
 * @param subject whom it is not about
 * @param because why not, in one sentence
 */
public record RuledOut(Category category, Subject subject, String because) {}
