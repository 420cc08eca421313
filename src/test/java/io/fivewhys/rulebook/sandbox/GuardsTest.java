package io.fivewhys.rulebook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.budget.InsteadOf;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.sandbox.AllowList.Section;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.junit.jupiter.api.Test;

/** Nothing that the budget must stand before is forgotten. */
class GuardsTest {
  /** What these make looks at itself as often as it is looked at. */
  private static final Map<Class<?>, List<String>> MAKES_COLLECTIONS =
      Map.of(
          List.class, List.of("of"),
          Map.class, List.of("keySet", "values", "entrySet"),
          Stream.class, List.of("toList", "sorted", "distinct"),
          Collectors.class, List.of("toList"),
          Collection.class, List.of("stream"),
          Pattern.class, List.of("matcher"));

  @Test
  void everyNodeThatTriesPairsTicks() throws Exception {
    Set<NetworkNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    ((InternalKnowledgeBase) Rulebook.shipped().knowledge())
        .getRete()
        .getEntryPointNodes()
        .values()
        .forEach(entry -> gather(entry, nodes));
    int joins = 0;
    for (NetworkNode node : nodes) {
      // Found by their fields, so that a kind of node that a later Drools brings is not missed.
      for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!BetaConstraints.class.isAssignableFrom(field.getType())
              // Asked once of each accumulated result, after the join before it has ticked.
              || field.getName().equals("resultBinder")) {
            continue;
          }
          field.setAccessible(true);
          assertThat(field.get(node)).as(node.toString()).isInstanceOf(TickingConstraints.class);
          joins += node instanceof BetaNode ? 1 : 0;
        }
      }
    }
    assertThat(joins).isGreaterThan(100);
  }

  private static void gather(NetworkNode node, Set<NetworkNode> into) {
    if (into.add(node) && node.getSinks() != null) {
      Arrays.stream(node.getSinks()).forEach(sink -> gather(sink, into));
    }
  }

  @Test
  void everyGuardTakesThePlaceOfAMethodThatIsThere() throws Exception {
    int guards = 0;
    for (Class<?> place : Guards.PLACES) {
      for (Method guard : place.getDeclaredMethods()) {
        InsteadOf of = guard.getAnnotation(InsteadOf.class);
        if (of == null) {
          continue;
        }
        List<Class<?>> parameters = new ArrayList<>(List.of(guard.getParameterTypes()));
        if (!of.isStatic()) {
          assertThat(parameters.removeFirst().isAssignableFrom(of.value()))
              .as("%s", guard)
              .isTrue();
        }
        Method replaced =
            of.value().getMethod(guard.getName(), parameters.toArray(Class<?>[]::new));
        assertThat(Modifier.isStatic(replaced.getModifiers()))
            .as("%s", guard)
            .isEqualTo(of.isStatic());
        assertThat(replaced.getReturnType()).as("%s", guard).isEqualTo(guard.getReturnType());
        assertThat(guardOf(replaced)).as("%s", guard).isTrue();
        guards++;
      }
    }
    assertThat(guards).isGreaterThan(60);
  }

  @Test
  void whatIsAllowedBecauseItIsGuardedIsGuarded() throws Exception {
    var entries = AllowList.shipped().classes(Section.GUARDED);
    assertThat(entries.keySet())
        .containsExactlyInAnyOrder(
            "java/util/regex/Pattern",
            "java/util/regex/Matcher",
            "org/drools/model/operators/MatchesOperator");
    assertThat(guardOf(Pattern.class.getMethod("matcher", CharSequence.class))).isTrue();
    // Bounded by the length of what is compiled; looks at texts that tick.
    assertThat(entries.get("java/util/regex/Pattern")).containsOnly("compile(String)", "matcher");
    assertThat(entries.get("java/util/regex/Matcher")).containsOnly("matches");
    assertThat(Matcher.class.getMethod("matches").getParameterCount()).isZero();
  }

  @Test
  void everyOverloadThatRulesMayUseToMakeACollectionIsGuarded() {
    MAKES_COLLECTIONS.forEach(
        (type, names) ->
            Arrays.stream(type.getMethods())
                .filter(it -> names.contains(it.getName()))
                .filter(it -> it.getDeclaringClass() == type)
                .forEach(it -> assertThat(guardOf(it)).as("%s", it).isTrue()));
  }

  @Test
  void everyCollectionThatRulesMayMakeIsReplacedByOneThatTicks() {
    AllowList.shipped()
        .classes(Section.RULES)
        .forEach(
            (name, members) -> {
              if (name.startsWith("java/util/")
                  && members.stream().anyMatch(it -> it.startsWith("new"))) {
                Class<?> type = load(name);
                assertThat(Replaced.CLASSES).containsKey(type);
                for (Constructor<?> made : type.getConstructors()) {
                  String shape =
                      "new"
                          + Descriptors.simpleParameters(
                              MethodType.methodType(void.class, made.getParameterTypes())
                                  .toMethodDescriptorString());
                  if (members.contains(shape) || members.contains("new")) {
                    assertThat(Replaced.CLASSES.get(type).getConstructors())
                        .as(name + " " + shape)
                        .anyMatch(
                            it -> Arrays.equals(it.getParameterTypes(), made.getParameterTypes()));
                  }
                }
              }
            });
    Replaced.CLASSES.forEach(
        (one, other) -> assertThat(other.getSuperclass()).isEqualTo((Object) one));
  }

  private static Class<?> load(String internalName) {
    try {
      return Class.forName(internalName.replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean guardOf(Method method) {
    return Guards.of(
            Modifier.isStatic(method.getModifiers()),
            ClassDesc.ofDescriptor(method.getDeclaringClass().descriptorString()),
            method.getName(),
            MethodTypeDesc.ofDescriptor(
                MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                    .toMethodDescriptorString()))
        .isPresent();
  }
}
