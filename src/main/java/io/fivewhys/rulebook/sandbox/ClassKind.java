package io.fivewhys.rulebook.sandbox;

import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of classes that the executable model makes of rules, told by their names. */
enum ClassKind {
  /** Describes the rules to Drools; runs when they are loaded and so holds no code of theirs. */
  MODEL(
      Pattern.compile(
          "(Rules[0-9A-F]{32}(RuleMethods\\d+)?|DomainClassesMetadata[0-9A-F]{32}(\\$\\w+_Metadata)?)"),
      Set.of(AllowList.Section.MODEL)),
  /** One constraint, binding, source or consequence: code of a rule, in a frame. */
  CODE(
      Pattern.compile("P[0-9A-F]{2}/Lambda(Predicate|Extractor|Consequence)[0-9A-F]{32}"),
      Set.of(AllowList.Section.RULES, AllowList.Section.GUARDED, AllowList.Section.GENERATED)),
  /** Anything else: a class that a rule declares. */
  FOREIGN(Pattern.compile("(?s).*"), Set.of());

  private final Pattern name;
  private final Set<AllowList.Section> mayUse;

  ClassKind(Pattern name, Set<AllowList.Section> mayUse) {
    this.name = name;
    this.mayUse = mayUse;
  }

  /**
   * @param folder of the package, {@code rules/evidence/pods}
   * @param className internal name
   */
  static ClassKind of(String folder, String className) {
    if (!className.startsWith(folder + "/")) {
      return FOREIGN;
    }
    String inside = className.substring(folder.length() + 1);
    for (ClassKind kind : values()) {
      if (kind.name.matcher(inside).matches()) {
        return kind;
      }
    }
    return FOREIGN;
  }

  Set<AllowList.Section> mayUse() {
    return mayUse;
  }
}
