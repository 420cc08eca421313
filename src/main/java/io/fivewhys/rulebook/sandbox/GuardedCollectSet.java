package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.TickingView;
import java.util.Set;
import org.drools.core.base.accumulators.CollectSetAccumulateFunction;

/** {@code collectSet} of rules, whose set ticks: it may hold others many times over. */
public final class GuardedCollectSet extends CollectSetAccumulateFunction {
  @Override
  public Object getResult(CollectListData context) {
    return TickingView.of((Set<?>) super.getResult(context));
  }
}
