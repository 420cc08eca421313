package io.fivewhys.inference;

/** Something a responder would think of first and why it is not it. */
public record RuledOut(Category category, Subject subject, String because) {}
