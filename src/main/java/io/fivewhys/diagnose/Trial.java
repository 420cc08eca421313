package io.fivewhys.diagnose;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A diagnosis, and what each rule had its part in it.
 *
 * @param conclusions what a rule concluded that still holds, by its name: findings, evidence,
 *     proposals and the like; a rule that concluded nothing is absent
 */
public record Trial(Diagnosis diagnosis, SortedMap<String, List<Object>> conclusions) {
  public Trial {
    conclusions = Collections.unmodifiableSortedMap(new TreeMap<>(conclusions));
  }

  /** Names of the rules that concluded something. */
  public Set<String> concluded() {
    return conclusions.keySet();
  }
}
