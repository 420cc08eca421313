package io.fivewhys.rulebook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.Fact;
import io.fivewhys.rulebook.sandbox.AllowList.Section;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
  private static final String WHOLE =
      "[rules]\njava.lang.String: length\n[guarded]\n[generated]\n[frame]\n[model]\n";
  private static final Set<Section> RULES = EnumSet.of(Section.RULES);

  @Test
  void everyClassAndMemberOfTheListIsThere() throws ClassNotFoundException {
    for (Section section : Section.values()) {
      for (var entry : AllowList.shipped().classes(section).entrySet()) {
        Class<?> type =
            Class.forName(entry.getKey().replace('/', '.'), false, getClass().getClassLoader());
        assertThat(members(type)).as(entry.getKey()).containsAll(entry.getValue());
      }
    }
  }

  @Test
  void theWholeVocabularyIsListed() throws Exception {
    Path home = Path.of(Fact.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String pack : Set.of("io/fivewhys/fact", "io/fivewhys/inference")) {
      try (Stream<Path> files = Files.list(home.resolve(pack))) {
        for (Path file : files.toList()) {
          String name = pack + "/" + file.getFileName().toString().replaceFirst("\\.class$", "");
          if (Files.isRegularFile(file) && isVocabulary(name)) {
            assertThat(AllowList.shipped().names(name, RULES))
                .as("%s: list it in allowed.txt, once it is known to be harmless", name)
                .isTrue();
          }
        }
      }
    }
  }

  private static boolean isVocabulary(String name) throws ClassNotFoundException {
    if (name.endsWith("package-info")) {
      return false;
    }
    Class<?> type = Class.forName(name.replace('/', '.'));
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnnotation()
        && !type.getName().startsWith("io.fivewhys.fact.Shape");
  }

  @Test
  void vocabularyKeepsNothingBetweenEvaluations() throws ClassNotFoundException {
    for (String name : AllowList.shipped().classes(Section.RULES).keySet()) {
      if (!name.startsWith("io/fivewhys/")) {
        continue;
      }
      for (var field : Class.forName(name.replace('/', '.')).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          assertThat(Modifier.isFinal(field.getModifiers())).as("%s", field).isTrue();
          assertThat(field.getType().isArray() && Modifier.isPublic(field.getModifiers()))
              .as("%s", field)
              .isFalse();
        }
      }
    }
  }

  @Test
  void aMemberIsAllowedByNameOrWithItsParameters() {
    AllowList list =
        list("java.lang.String: length replace(char,char)\njava.util.ArrayList: new()");

    assertThat(list.allows("java/lang/String", "length", "()I", RULES)).isTrue();
    assertThat(list.allows("java/lang/String", "replace", "(CC)Ljava/lang/String;", RULES))
        .isTrue();
    assertThat(
            list.allows(
                "java/lang/String",
                "replace",
                "(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;",
                RULES))
        .isFalse();
    assertThat(list.allows("java/util/ArrayList", "<init>", "()V", RULES)).isTrue();
    assertThat(list.allows("java/util/ArrayList", "<init>", "(I)V", RULES)).isFalse();
    assertThat(list.allows("java/lang/String", "length", "()I", EnumSet.of(Section.MODEL)))
        .isFalse();
  }

  @Test
  void aSubtypeMayDoWhatAListedSupertypeMay() {
    AllowList list = list("java.util.Collection: size\njava.util.ArrayList:");

    assertThat(list.allows("java/util/ArrayList", "size", "()I", RULES)).isTrue();
    assertThat(list.allows("java/util/ArrayList", "clear", "()V", RULES)).isFalse();
    assertThat(list.allows("java/util/LinkedList", "size", "()I", RULES)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"getClass", "wait", "notify", "notifyAll", "clone", "hashCode", "finalize"})
  void aStarDoesNotStandForWhatEveryObjectHas(String name) {
    assertThat(AllowList.shipped().allows("io/fivewhys/fact/Pod", name, "()V", RULES)).isFalse();
    assertThat(
            AllowList.shipped()
                .allows("io/fivewhys/fact/Pod", "name", "()Ljava/lang/String;", RULES))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.String length",
        "java.lang.String: length length",
        "java.lang.String: * length",
        "java.lang.String: len(gth",
        "java.lang.*: length",
        "String: length",
        "java.lang.String: length, charAt",
        "[more]",
        "[rules]",
        "java.lang.String: length\njava.lang.String: charAt",
      })
  void aLineThatIsNotAsItMustBeIsRefused(String line) {
    assertThatThrownBy(() -> list(line))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("allowed.txt:");
  }

  @Test
  void aMissingSectionIsRefused() {
    assertThatThrownBy(() -> AllowList.parse(WHOLE.replace("[model]", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a section is missing");
    assertThatThrownBy(() -> AllowList.parse("java.lang.String: length\n" + WHOLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("allowed.txt:1");
  }

  private static AllowList list(String rules) {
    return AllowList.parse(WHOLE.replace("java.lang.String: length", rules));
  }

  /** Every way in which the list may name a public or protected member. */
  private static Set<String> members(Class<?> type) {
    Stream<String> methods =
        Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
            .flatMap(it -> Stream.of(it.getName(), it.getName() + parameters(it)));
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .flatMap(it -> Stream.of("new", "new" + parameters(it)));
    Stream<String> fields = Arrays.stream(type.getFields()).map(it -> it.getName());
    // Of an interface whatever is an object has these.
    Stream<String> all = Stream.of("*", "equals", "toString");
    return Stream.of(methods, constructors, fields, all)
        .flatMap(it -> it)
        .collect(Collectors.toSet());
  }

  private static String parameters(Method method) {
    return parameters(method.getParameters());
  }

  private static String parameters(Constructor<?> constructor) {
    return parameters(constructor.getParameters());
  }

  private static String parameters(Parameter[] parameters) {
    return Arrays.stream(parameters)
        .map(it -> it.getType().getSimpleName())
        .collect(Collectors.joining(",", "(", ")"));
  }
}
