package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.Budget;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.util.bitmask.BitMask;
import org.kie.api.runtime.rule.FactHandle;

/** The constraints of one node of the network, which tick and know whose they are. */
@SuppressWarnings("rawtypes") // as the interface has them
final class TickingConstraints<C> implements BetaConstraints<C> {
  private static final long serialVersionUID = 1L;

  private final transient BetaConstraints<C> inner;
  private final transient List<String> rules;

  TickingConstraints(BetaConstraints<C> inner, List<String> rules) {
    this.inner = inner;
    this.rules = rules;
  }

  @Override
  public boolean isAllowedCachedLeft(C context, FactHandle handle) {
    try {
      Budget.tick();
      return inner.isAllowedCachedLeft(context, handle);
    } catch (RuntimeException | Error failure) {
      Budget.blame(rules);
      throw failure;
    }
  }

  @Override
  public boolean isAllowedCachedRight(BaseTuple tuple, C context) {
    try {
      Budget.tick();
      return inner.isAllowedCachedRight(tuple, context);
    } catch (RuntimeException | Error failure) {
      Budget.blame(rules);
      throw failure;
    }
  }

  @Override
  public void updateFromTuple(C context, ValueResolver resolver, Tuple tuple) {
    // Once for each left tuple, also of those that meet no fact at all.
    try {
      Budget.tick();
      inner.updateFromTuple(context, resolver, tuple);
    } catch (RuntimeException | Error failure) {
      Budget.blame(rules);
      throw failure;
    }
  }

  @Override
  public void updateFromFactHandle(C context, ValueResolver resolver, FactHandle handle) {
    inner.updateFromFactHandle(context, resolver, handle);
  }

  @Override
  public C createContext() {
    return inner.createContext();
  }

  @Override
  public BetaConstraint[] getConstraints() {
    return inner.getConstraints();
  }

  @Override
  public BetaConstraints<?> getOriginalConstraint() {
    return inner.getOriginalConstraint();
  }

  @Override
  public boolean isIndexed() {
    return inner.isIndexed();
  }

  @Override
  public int getIndexCount() {
    return inner.getIndexCount();
  }

  @Override
  public boolean isEmpty() {
    return inner.isEmpty();
  }

  @Override
  public BetaMemory createBetaMemory(RuleBaseConfiguration configuration, int nodeType) {
    return inner.createBetaMemory(configuration, nodeType);
  }

  @Override
  public void resetTuple(C context) {
    inner.resetTuple(context);
  }

  @Override
  public void resetFactHandle(C context) {
    inner.resetFactHandle(context);
  }

  @Override
  public BitMask getListenedPropertyMask(
      Pattern pattern, ObjectType type, List<String> settableProperties) {
    return inner.getListenedPropertyMask(pattern, type, settableProperties);
  }

  @Override
  public void init(BuildContext context, int nodeType) {
    inner.init(context, nodeType);
  }

  @Override
  public void initIndexes(int depth, int nodeType, RuleBaseConfiguration configuration) {
    inner.initIndexes(depth, nodeType, configuration);
  }

  @Override
  public <T> T cloneIfInUse() {
    return inner.cloneIfInUse();
  }

  @Override
  public boolean isLeftUpdateOptimizationAllowed() {
    return inner.isLeftUpdateOptimizationAllowed();
  }

  @Override
  public void registerEvaluationContext(BuildContext context) {
    inner.registerEvaluationContext(context);
  }

  @Override
  public void writeExternal(ObjectOutput out) {
    throw new UnsupportedOperationException("knowledge bases are not written");
  }

  @Override
  public void readExternal(ObjectInput in) {
    throw new UnsupportedOperationException("knowledge bases are not read");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TickingConstraints<?> that
        ? inner.equals(that.inner)
        : inner.equals(other);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }
}
