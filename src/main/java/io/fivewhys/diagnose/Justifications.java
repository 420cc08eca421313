package io.fivewhys.diagnose;

import java.util.Set;
import java.util.TreeSet;
import org.drools.core.common.EqualityKey;
import org.drools.core.common.InternalFactHandle;
import org.drools.tms.LogicalDependency;
import org.drools.tms.SimpleMode;
import org.drools.tms.TruthMaintenanceSystemEqualityKey;
import org.kie.api.runtime.KieSession;

/** Of two rules that conclude the same, both have; truth maintenance knows them all. */
final class Justifications {
  private Justifications() {}

  /** Names of the rules because of which an object is there; none when it was given. */
  static Set<String> of(KieSession session, Object object) {
    Set<String> rules = new TreeSet<>();
    EqualityKey key = ((InternalFactHandle) session.getFactHandle(object)).getEqualityKey();
    if (key instanceof TruthMaintenanceSystemEqualityKey known && known.getBeliefSet() != null) {
      SimpleMode mode = (SimpleMode) known.getBeliefSet().getFirst();
      while (mode != null) {
        LogicalDependency<SimpleMode> dependency = mode.getObject();
        rules.add(dependency.getJustifier().getRule().getName());
        mode = mode.getNext();
      }
    }
    return rules;
  }
}
