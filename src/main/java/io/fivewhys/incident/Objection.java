package io.fivewhys.incident;

/**
 * Why something that somebody wants cannot be so.
 *
 * @param field which part of it, as the contract has it
 * @param found what it says
 * @param allowed what it may say
 */
public record Objection(String field, String found, String allowed) {}
