package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.TickingList;
import io.fivewhys.budget.TickingMap;
import io.fivewhys.budget.TickingSet;
import io.fivewhys.budget.TickingSortedMap;
import io.fivewhys.budget.TickingSortedSet;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.drools.core.base.accumulators.CollectSetAccumulateFunction;

/** Which class's objects are made in place of which; each is a subclass of what it replaces. */
final class Replaced {
  static final Map<Class<?>, Class<?>> CLASSES =
      Map.of(
          ArrayList.class, TickingList.class,
          LinkedHashSet.class, TickingSet.class,
          TreeSet.class, TickingSortedSet.class,
          LinkedHashMap.class, TickingMap.class,
          TreeMap.class, TickingSortedMap.class,
          CollectListAccumulateFunction.class, GuardedCollectList.class,
          CollectSetAccumulateFunction.class, GuardedCollectSet.class);

  private static final Map<ClassDesc, ClassDesc> BY_NAME = new java.util.HashMap<>();

  static {
    CLASSES.forEach((one, other) -> BY_NAME.put(described(one), described(other)));
  }

  private Replaced() {}

  static Optional<ClassDesc> by(ClassDesc type) {
    return Optional.ofNullable(BY_NAME.get(type));
  }

  private static ClassDesc described(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }
}
