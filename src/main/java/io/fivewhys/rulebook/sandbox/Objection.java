package io.fivewhys.rulebook.sandbox;

/**
 * Something in a class that may not be there.
 *
 * @param thing what was referenced, as it is written in Java; found again in the rule's text by its
 *     last word
 * @param message what is wrong, naming the thing
 * @param advice what may be used instead
 */
record Objection(String thing, String message, String advice) {

  static Objection use(String className, String member) {
    String type = Descriptors.readable(className);
    String thing =
        member.isEmpty() ? type : member.equals("<init>") ? "new " + type : type + "." + member;
    return new Objection(thing, "rules may not use " + thing, Instead.of(type, member));
  }

  static Objection of(String thing, String advice) {
    return new Objection(thing, "rules may not contain " + thing, advice);
  }
}
