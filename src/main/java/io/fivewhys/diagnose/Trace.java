package io.fivewhys.diagnose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;

/** Keeps what an evaluation goes through. Costs memory, so only where somebody asks. */
final class Trace {
  private final List<Object> given = new ArrayList<>();
  private final Map<String, List<Object>> stages = new LinkedHashMap<>();
  private final Set<String> fired = new TreeSet<>();
  private final Map<Object, String> madeBy = new IdentityHashMap<>();

  void begin(KieSession session) {
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void afterMatchFired(AfterMatchFiredEvent event) {
            fired.add(event.getMatch().getRule().getName());
          }
        });
    session.addEventListener(
        new DefaultRuleRuntimeEventListener() {
          @Override
          public void objectInserted(ObjectInsertedEvent event) {
            if (event.getRule() == null) {
              given.add(event.getObject());
            } else {
              madeBy.put(event.getObject(), event.getRule().getName());
            }
          }
        });
  }

  /** In an order that does not depend on how a session keeps its objects. */
  void stageEnded(String stage, Collection<?> objects) {
    Set<Object> there = Collections.newSetFromMap(new IdentityHashMap<>());
    there.addAll(objects);
    List<Object> seen = new ArrayList<>(given.stream().filter(there::contains).toList());
    record Written(String text, Object object) {}
    objects.stream()
        .filter(madeBy::containsKey)
        .map(it -> new Written(it.toString(), it))
        .sorted(Comparator.comparing(Written::text))
        .forEach(it -> seen.add(it.object()));
    stages.put(stage, List.copyOf(seen));
  }

  WorkingMemory memory(Situation situation) {
    return new WorkingMemory(stages, fired, madeBy, situation.positions(), situation.snapshot());
  }
}
