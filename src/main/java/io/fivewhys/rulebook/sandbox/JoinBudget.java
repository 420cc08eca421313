package io.fivewhys.rulebook.sandbox;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.FromNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;

/**
 * Makes the joins of a knowledge base tick: pairs of facts are tried by code of Drools alone where
 * a rule states no condition, or one that an index answers.
 *
 * <p>Each pair that a join, {@code not}, {@code exists}, {@code accumulate} or {@code from} tries
 * is asked of the constraints of its node, also where there are none, so these are wrapped.
 */
public final class JoinBudget {
  private static final Field OF_JOINS = constraints(BetaNode.class, "constraints");
  private static final Field OF_FROM = constraints(FromNode.class, "betaConstraints");

  private JoinBudget() {}

  /**
   * Wraps the constraints of all nodes, however the knowledge base was built; call it before the
   * first session is made. Doing so twice does no harm.
   */
  public static void install(KieBase knowledge) {
    Set<NetworkNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    // The root does not name its sinks.
    ((InternalKnowledgeBase) knowledge)
        .getRete()
        .getEntryPointNodes()
        .values()
        .forEach(entry -> install(entry, seen));
  }

  private static void install(NetworkNode node, Set<NetworkNode> seen) {
    if (!seen.add(node)) {
      return;
    }
    switch (node) {
      case BetaNode join -> wrap(OF_JOINS, join);
      case FromNode<?> from -> wrap(OF_FROM, from);
      default -> {}
    }
    NetworkNode[] sinks = node.getSinks();
    if (sinks == null) {
      // The end of a rule.
      return;
    }
    for (NetworkNode sink : sinks) {
      install(sink, seen);
    }
  }

  private static void wrap(Field field, NetworkNode node) {
    try {
      BetaConstraints<?> constraints = (BetaConstraints<?>) field.get(node);
      if (!(constraints instanceof TickingConstraints<?>)) {
        field.set(node, new TickingConstraints<>(constraints, rules(node)));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rules(NetworkNode node) {
    return Arrays.stream(node.getAssociatedRules()).map(Rule::getName).distinct().sorted().toList();
  }

  private static Field constraints(Class<?> node, String name) {
    try {
      Field field = node.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this is another Drools than this was written for", e);
    }
  }
}
