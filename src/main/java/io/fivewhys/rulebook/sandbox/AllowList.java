package io.fivewhys.rulebook.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes and members that compiled rules may refer to, as {@code allowed.txt} lists them.
 *
 * <p>A member is named alone, which stands for all overloads, or with its parameters' simple class
 * names; {@code new} is a constructor and {@code *} everything that the class has. A member that a
 * listed supertype allows is allowed in a listed subtype too, since a call through either is the
 * same call.
 */
public final class AllowList {
  /** Who may use what. */
  public enum Section {
    /** What the text of a rule may use. */
    RULES,
    /** What a rule may use because the budget stands between it and the call. */
    GUARDED,
    /** What the compiler adds to a rule's own code. */
    GENERATED,
    /** What the classes around a rule's own code use; the rule's own code may not. */
    FRAME,
    /** What the classes that describe the rules to Drools use; they run when rules are loaded. */
    MODEL
  }

  private static final String PLACE = "allowed.txt";

  /** What every object has and no rule needs; {@code *} does not stand for these. */
  private static final Set<String> NEVER_MEANT =
      Set.of(
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "wait",
          "clone",
          "finalize",
          "getDeclaringClass",
          "describeConstable");

  private static final Pattern SECTION = Pattern.compile("\\[([a-z]+)]");
  private static final Pattern ENTRY =
      Pattern.compile(
          "([a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)*(?:\\.[A-Z][A-Za-z0-9]*)(?:\\$\\w+)*):(.*)");
  private static final Pattern MEMBER =
      Pattern.compile("\\*|[A-Za-z_$][\\w$]*(\\([\\w\\[\\]]*(,[\\w\\[\\]]+)*\\))?");

  private final Map<Section, Map<String, Set<String>>> entries;
  private final Map<String, Set<String>> supertypes = new ConcurrentHashMap<>();

  private AllowList(Map<Section, Map<String, Set<String>>> entries) {
    this.entries = entries;
  }

  /** The list that comes with the program. */
  public static AllowList shipped() {
    return Shipped.LIST;
  }

  /**
   * Reads a list; nothing in it is guessed at.
   *
   * @throws IllegalStateException naming the line, when one is not as it must be
   */
  static AllowList parse(String text) {
    Map<Section, Map<String, Set<String>>> entries = new EnumMap<>(Section.class);
    Section section = null;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.replaceFirst("#.*", "").strip();
      if (content.isEmpty()) {
        continue;
      }
      Matcher heading = SECTION.matcher(content);
      if (heading.matches()) {
        section = section(heading.group(1), number);
        if (entries.put(section, new TreeMap<>()) != null) {
          throw broken(number, "section " + content + " is there twice");
        }
        continue;
      }
      if (section == null) {
        throw broken(number, "no section comes before it");
      }
      Matcher entry = ENTRY.matcher(content);
      if (!entry.matches()) {
        throw broken(number, "expected [section] or package.Class: member member");
      }
      Set<String> members = members(entry.group(2), number);
      if (entries.get(section).put(entry.group(1).replace('.', '/'), members) != null) {
        throw broken(number, entry.group(1) + " is there twice in one section");
      }
    }
    if (entries.size() != Section.values().length) {
      throw broken(number, "a section is missing; there are " + entries.keySet());
    }
    return new AllowList(entries);
  }

  /** Classes of a section by internal name ({@code java/util/List}), with their members. */
  public Map<String, Set<String>> classes(Section section) {
    return Collections.unmodifiableMap(entries.get(section));
  }

  /** Whether a class is in one of the sections, whatever of it may be used. */
  public boolean names(String internalName, Set<Section> sections) {
    return sections.stream().anyMatch(section -> entries.get(section).containsKey(internalName));
  }

  /**
   * Whether a method, constructor or field is in one of the sections.
   *
   * @param owner internal name of the class that the reference names
   * @param name as in a class file
   * @param descriptor as in a class file
   */
  public boolean allows(String owner, String name, String descriptor, Set<Section> sections) {
    if (!names(owner, sections)) {
      return false;
    }
    String simple = name.equals("<init>") ? "new" : name;
    String full = simple + Descriptors.simpleParameters(descriptor);
    for (Section section : sections) {
      if (has(section, owner, simple, full)) {
        return true;
      }
      // A constructor is never inherited.
      if (!simple.equals("new")
          && supertypes(owner).stream().anyMatch(type -> has(section, type, simple, full))) {
        return true;
      }
    }
    return false;
  }

  /** The full name of a class that rules may import by its simple one, e.g. Duration. */
  public Optional<String> importable(String simpleName) {
    return entries.get(Section.RULES).keySet().stream()
        .filter(name -> name.endsWith("/" + simpleName))
        .map(name -> name.replace('/', '.'))
        .findFirst();
  }

  private boolean has(Section section, String owner, String simple, String full) {
    Set<String> members = entries.get(section).get(owner);
    return members != null
        && (members.contains(simple)
            || members.contains(full)
            || members.contains("*") && !NEVER_MEANT.contains(simple));
  }

  /** Of a listed class only: looking at others would mean to find what a candidate names. */
  private Set<String> supertypes(String listed) {
    return supertypes.computeIfAbsent(
        listed,
        name -> {
          try {
            ClassLoader own = AllowList.class.getClassLoader();
            Set<String> found = new LinkedHashSet<>();
            Class<?> type = Class.forName(name.replace('/', '.'), false, own);
            collect(type, found);
            found.add("java/lang/Object");
            found.remove(name);
            return Set.copyOf(found);
          } catch (ClassNotFoundException e) {
            throw new IllegalStateException(PLACE + " lists " + name + ", which is not there", e);
          }
        });
  }

  private static void collect(Class<?> type, Set<String> into) {
    if (type == null || !into.add(type.getName().replace('.', '/'))) {
      return;
    }
    collect(type.getSuperclass(), into);
    for (Class<?> face : type.getInterfaces()) {
      collect(face, into);
    }
  }

  private static Section section(String name, int line) {
    for (Section section : Section.values()) {
      if (section.name().equalsIgnoreCase(name)) {
        return section;
      }
    }
    throw broken(line, "there is no section [" + name + "]");
  }

  private static Set<String> members(String text, int line) {
    Map<String, Boolean> members = new LinkedHashMap<>();
    for (String member : text.strip().split("\\s+")) {
      if (member.isEmpty()) {
        continue;
      }
      if (!MEMBER.matcher(member).matches()) {
        throw broken(line, "this is no member: " + member);
      }
      if (members.put(member, true) != null) {
        throw broken(line, member + " is there twice");
      }
    }
    if (members.containsKey("*") && members.size() > 1) {
      throw broken(line, "* stands for all and so stands alone");
    }
    return Collections.unmodifiableSet(members.keySet());
  }

  private static IllegalStateException broken(int line, String why) {
    return new IllegalStateException(PLACE + ":" + line + ": " + why);
  }

  private static final class Shipped {
    static final AllowList LIST = read();

    private static AllowList read() {
      try (InputStream in = AllowList.class.getResourceAsStream(PLACE)) {
        if (in == null) {
          throw new IllegalStateException(PLACE + " is not on the class path");
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(PLACE + " cannot be read", e);
      }
    }
  }
}
