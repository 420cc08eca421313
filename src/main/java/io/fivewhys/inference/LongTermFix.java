package io.fivewhys.inference;

/** Something to change for good, made concrete with the snapshot's own numbers. */
public record LongTermFix(Hypothesis cause, String title, String detail) {}
