package io.fivewhys.fact.read;

import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over one document.
 *
 * @param tokens what is read; stands at the first token of a value when a reader is called, and at
 *     the last one when it returns
 * @param limits how much of it
 * @param problems the place, and what was wrong
 */
record Reading(Tokens tokens, ReadLimits limits, Problems problems) {

  /** Notes that what stands here is wrong, and passes over it. */
  void refuse(String allowed, Optional<String> didYouMean) throws IOException {
    boolean isNull = tokens.current() == Token.NULL;
    problems.add(
        shown(),
        isNull ? allowed + "; leave the field out where it is unknown" : allowed,
        didYouMean);
    skip();
  }

  void refuse(String allowed) throws IOException {
    refuse(allowed, Optional.empty());
  }

  /** The same key was there before: which of the two is meant cannot be told. */
  void refuseDuplicate() throws IOException {
    problems.add("the same name a second time", "each name once in an object");
    skip();
  }

  /** Passes over the value that starts here, which must be well formed all the same. */
  void skip() throws IOException {
    if (tokens.current() == Token.START_OBJECT) {
      Set<String> keys = new HashSet<>();
      while (tokens.next() == Token.KEY) {
        String key = tokens.text();
        problems.enter(key);
        limitEntries(keys.size(), limits.maxMapEntries());
        tokens.next();
        if (keys.add(key)) {
          skip();
        } else {
          refuseDuplicate();
        }
        problems.leave();
      }
    } else if (tokens.current() == Token.START_ARRAY) {
      for (int i = 0; tokens.next() != Token.END_ARRAY; i++) {
        problems.enter(i);
        skip();
        problems.leave();
      }
    }
  }

  /**
   * @param before how many there are already
   * @throws Broken when that is as many as there may be
   */
  static void limitEntries(int before, int most) throws Broken {
    if (before >= most) {
      throw Broken.tooLarge("more than " + most + " entries", "at most " + most + " entries");
    }
  }

  /** What stands here, short enough to be shown. */
  String shown() throws IOException {
    return switch (tokens.current()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case STRING -> '"' + Problems.shorten(tokens.text()) + '"';
      case NUMBER, TRUE, FALSE, NULL, KEY -> Problems.shorten(tokens.text());
      case END -> "nothing";
      case END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("no value starts with " + tokens.current());
    };
  }
}
