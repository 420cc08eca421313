package io.fivewhys;

import io.fivewhys.revision.ChangeRequest;
import io.fivewhys.revision.CheckReport;
import io.fivewhys.revision.Outcome;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rules that stay as they were at the start. */
record FixedRules(Rulebook rulebook, Instant since) implements RulesInForce {

  @Override
  public Revision revision() {
    return new Revision(
        rulebook.revision(),
        1,
        Optional.empty(),
        Revision.Origin.DIRECTORY,
        "",
        "",
        since,
        new CheckReport(List.of()));
  }

  @Override
  public List<Revision> history(int limit) {
    return List.of(revision());
  }

  @Override
  public Optional<Revision> find(String revision) {
    return rulebook.revision().startsWith(revision) ? Optional.of(revision()) : Optional.empty();
  }

  @Override
  public Optional<RuleFiles> files(String revision) {
    return find(revision).map(_ -> rulebook.files());
  }

  @Override
  public Outcome apply(ChangeRequest request) {
    return new Outcome(
        Outcome.Status.REFUSED,
        rulebook.revision(),
        "these rules stay as they are",
        new CheckReport(List.of()));
  }

  @Override
  public Optional<Rejected> rejected() {
    return Optional.empty();
  }
}
