package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.tms.LogicalDependency;
import org.drools.tms.agenda.TruthMaintenanceSystemInternalMatch;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;

/** Of two rules that conclude the same, both have; truth maintenance knows them all. */
final class Justifications extends DefaultAgendaEventListener {
  private final List<Match> fired = new ArrayList<>();

  @Override
  public void afterMatchFired(AfterMatchFiredEvent event) {
    fired.add(event.getMatch());
  }

  /** What each rule concluded that holds at the moment. */
  SortedMap<String, List<Object>> conclusions() {
    SortedMap<String, List<Object>> conclusions = new TreeMap<>();
    for (Match match : fired) {
      Budget.tick();
      if (match instanceof TruthMaintenanceSystemInternalMatch<?> known
          && known.getLogicalDependencies() != null) {
        // Empty once a condition of the rule no longer holds.
        for (LogicalDependency<?> one = known.getLogicalDependencies().getFirst();
            one != null;
            one = one.getNext()) {
          Budget.tick();
          conclusions
              .computeIfAbsent(match.getRule().getName(), _ -> new ArrayList<>())
              .add(one.getObject());
        }
      }
    }
    return conclusions;
  }
}
