package io.fivewhys.intervene;

import io.fivewhys.database.Database;
import io.fivewhys.mitigate.Actuators;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Interventions;
import io.fivewhys.store.MitigationControl;
import io.fivewhys.store.Silences;
import io.fivewhys.store.SortableIds;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What interventions are made of, put together.
 *
 * @param desk for people
 * @param mitigator for the service itself, not started yet
 */
public record MitigationParts(InterventionDesk desk, Mitigator mitigator) {

  /**
   * @param diagnoses with their snapshots
   * @param policy in force
   * @param ours names of the gateways that this replica looks at now
   */
  public static MitigationParts of(
      Database database,
      Silences silences,
      Diagnoses diagnoses,
      Actuators actuators,
      PolicyInForce policy,
      Looking looking,
      Supplier<? extends Collection<String>> ours,
      IncidentNotes notes,
      InterventionListener listener) {
    var bench =
        new Bench(
            database,
            new Interventions(),
            new MitigationControl(),
            new Incidents(),
            silences,
            actuators,
            policy,
            notes,
            listener);
    var ids = new SortableIds(database.clock());
    var consequences = new Consequences(bench, ids);
    var chores =
        new Chores(
            bench,
            new Planner(bench, ids),
            new Executor(bench, looking, consequences),
            new Aftercare(bench, consequences),
            looking);
    return new MitigationParts(
        new InterventionDesk(bench, ids, diagnoses), new Mitigator(bench, chores, ours));
  }
}
