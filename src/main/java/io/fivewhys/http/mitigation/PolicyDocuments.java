package io.fivewhys.http.mitigation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fivewhys.http.call.Call;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.settings.Problem;
import io.fivewhys.store.MitigationPolicies.Stored;
import io.fivewhys.store.MitigationPolicies.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is answered about the policy of mitigation. */
final class PolicyDocuments {
  private static final int MOST_PROBLEMS = 100;

  private PolicyDocuments() {}

  /**
   * The policy in force.
   *
   * @param version 0 where there is none
   * @param rules in their order, as they are read
   * @param protectedNamespaces in which nothing is ever done
   * @param rejected why what the file holds is not in force
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record InForce(
      long version,
      Optional<VersionInfo> info,
      Optional<String> text,
      List<PolicyRuleDocument> rules,
      List<String> protectedNamespaces,
      List<PolicyProblem> rejected) {
    static InForce of(PolicyDesk.Current current, List<Problem> rejected) {
      Optional<Stored> stored = current.stored();
      Optional<Version> version = stored.map(Stored::version);
      return new InForce(
          version.map(Version::version).orElse(0L),
          version.map(VersionInfo::of),
          stored.flatMap(Stored::text),
          current.policy().inOrder().stream().map(PolicyRuleDocument::of).toList(),
          current.policy().protectedNamespaces(),
          bounded(rejected));
    }
  }

  /** One version without its text. */
  record VersionInfo(
      long version, String sha256, String origin, String actor, Instant at, String reason) {
    static VersionInfo of(Version it) {
      return new VersionInfo(
          it.version(), it.sha256(), it.origin().toString(), it.actor(), it.at(), it.reason());
    }
  }

  /** One version with its text. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record VersionText(VersionInfo info, Optional<String> text) {
    static VersionText of(Stored it) {
      return new VersionText(VersionInfo.of(it.version()), it.text());
    }
  }

  /**
   * Some versions, the newest first.
   *
   * @param next to be asked for as {@code before}; empty on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record VersionPage(List<VersionInfo> versions, Optional<Long> next) {
    /**
     * @param found one more than fit, where there is one
     */
    static VersionPage of(List<Version> found, int limit) {
      List<Version> page = found.subList(0, Math.min(limit, found.size()));
      Optional<Long> next =
          found.size() > limit ? Optional.of(page.getLast().version()) : Optional.empty();
      return new VersionPage(page.stream().map(VersionInfo::of).toList(), next);
    }
  }

  /**
   * What a change came to.
   *
   * @param changed false: the same text was in force before
   */
  record Changed(boolean changed, VersionInfo info) {}

  /** A candidate that could be put in force. */
  record Usable(boolean usable, int rules) {}

  /**
   * What is wrong with a policy.
   *
   * @param line empty for the whole of it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record PolicyProblem(
      String key,
      String file,
      Optional<Integer> line,
      String found,
      String allowed,
      Optional<String> didYouMean) {
    static PolicyProblem of(Problem it) {
      int colon = it.where().lastIndexOf(':');
      boolean hasLine = colon > 0 && it.where().substring(colon + 1).matches("\\d{1,7}");
      return new PolicyProblem(
          it.key(),
          hasLine ? it.where().substring(0, colon) : it.where(),
          hasLine
              ? Optional.of(Integer.parseInt(it.where().substring(colon + 1)))
              : Optional.empty(),
          Call.bounded(it.found()),
          it.allowed(),
          it.didYouMean());
    }
  }

  /** Begins as every {@link io.fivewhys.http.call.Problem} does. */
  record Refused(
      String type, String title, int status, String detail, List<PolicyProblem> problems) {
    static Refused of(List<Problem> problems) {
      var problem =
          io.fivewhys.http.call.Problem.of(
              422, "policy-refused", "The policy cannot be used; what was in force stays so.");
      return new Refused(
          problem.type(), problem.title(), problem.status(), problem.detail(), bounded(problems));
    }
  }

  /**
   * Somebody else was first; begins as every {@link io.fivewhys.http.call.Problem} does.
   *
   * @param changedBy what is in force now; empty where nothing is
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Clash(
      String type, String title, int status, String detail, Optional<VersionInfo> changedBy) {
    static Clash of(io.fivewhys.http.call.Problem problem, Optional<Version> now) {
      return new Clash(
          problem.type(),
          problem.title(),
          problem.status(),
          problem.detail(),
          now.map(VersionInfo::of));
    }
  }

  private static List<PolicyProblem> bounded(List<Problem> all) {
    return all.stream().limit(MOST_PROBLEMS).map(PolicyProblem::of).toList();
  }
}
