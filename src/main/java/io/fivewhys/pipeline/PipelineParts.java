package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.Silences;
import java.util.List;

/**
 * What an incident's path is made of.
 *
 * @param notices who is told, and when incidents begin and end
 * @param silences who is not told after all
 * @param duties what has to be done again and again besides
 * @param replica unique among those that share the database
 */
public record PipelineParts(
    Database database,
    Diagnoses diagnoses,
    NoticePolicy notices,
    Silences silences,
    List<Duty> duties,
    String replica,
    PipelineListener listener) {
  public PipelineParts {
    duties = List.copyOf(duties);
  }
}
