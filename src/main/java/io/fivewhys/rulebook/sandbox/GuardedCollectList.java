package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.TickingList;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;

/** {@code collectList} of rules, whose list ticks: it may hold others many times over. */
public final class GuardedCollectList extends CollectListAccumulateFunction {
  @Override
  public CollectListData createContext() {
    CollectListData context = super.createContext();
    context.list = new TickingList<>();
    return context;
  }
}
