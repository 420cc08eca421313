package io.fivewhys.mitigate.policy;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.guard.Guards;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people wrote down. A value; safe for use by threads. */
public final class MitigationPolicy implements Policy {
  private final long version;
  private final PolicyFile file;
  private final String unlisted;
  private final List<Guard> guards;

  private MitigationPolicy(long version, PolicyFile file, String unlisted) {
    this.version = version;
    this.file = file;
    this.unlisted = unlisted;
    guards = Guards.of(this, file.limits(), file.allProtected(), file.freezes());
  }

  /**
   * @param version that it has in the store
   * @param name of the file, for messages
   * @param yaml its text
   * @throws SettingsRefused naming every problem with its line
   */
  public static MitigationPolicy read(long version, String name, String yaml) {
    return new MitigationPolicy(
        version,
        RecordFile.read(name, yaml, PolicyFile.class),
        "no rule of the policy names it, and what is not named is only recommended");
  }

  /** Nothing is done. */
  public static MitigationPolicy recommendOnly() {
    return recommendOnly(0, "there is no policy, so everything is only recommended");
  }

  /**
   * Nothing is done.
   *
   * @param because for people: why
   */
  public static MitigationPolicy recommendOnly(long version, String because) {
    return new MitigationPolicy(version, PolicyFile.defaults(), because);
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public Decision decide(
      Recommendation recommendation, Map<String, String> labels, List<Past> alike, Instant now) {
    List<PolicyRule> fitting =
        file.rules().stream().filter(it -> it.fits(recommendation, labels, now)).toList();
    Optional<PolicyRule> first = fitting.stream().filter(it -> !it.isOpen(labels)).findFirst();
    Decision decision =
        first
            .map(it -> decision(it, alike))
            .orElseGet(
                () -> new Decision(Mode.RECOMMEND, "", false, false, false, version, unlisted));
    for (PolicyRule each : fitting) {
      if (first.filter(each::equals).isPresent()) {
        break;
      }
      if (each.isOpen(labels)) {
        decision = stricter(decision, decision(each, alike));
      }
    }
    return decision;
  }

  private Decision decision(PolicyRule rule, List<Past> alike) {
    Optional<String> stopped =
        rule.mode() == Mode.AUTO ? file.fallback().says(alike) : Optional.empty();
    String because =
        "rule \"%s\" of policy %d says %s".formatted(rule.name(), version, rule.mode());
    return new Decision(
        stopped.isPresent() ? Mode.APPROVE : rule.mode(),
        rule.name(),
        rule.twoPeople().orElse(false),
        rule.plainDelete().orElse(false),
        rule.undoWhenWorse().orElse(false),
        version,
        stopped.map(why -> because + ", but it is asked first: " + why).orElse(because));
  }

  /**
   * What both allow.
   *
   * @param open of a rule of which nobody can tell whether it holds
   */
  private static Decision stricter(Decision sure, Decision open) {
    boolean isStricter = open.mode().compareTo(sure.mode()) < 0;
    Decision named = isStricter ? open : sure;
    return new Decision(
        named.mode(),
        named.rule(),
        sure.twoPeople() || open.twoPeople(),
        sure.plainDelete() && open.plainDelete(),
        sure.undoWhenWorse() && open.undoWhenWorse(),
        named.policy(),
        isStricter
            ? open.because() + " for certain labels, and those of the target are not known"
            : sure.because());
  }

  @Override
  public boolean mayDo(String gateway, Action action) {
    return file.rules().stream().anyMatch(it -> it.mayLet(gateway, action));
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public Timing timing() {
    return file.timing().timing();
  }

  /** The rules in their order; the first that fits holds. */
  public List<PolicyRule> inOrder() {
    return file.rules();
  }

  /** Namespaces in which nothing is ever done, sorted. */
  public List<String> protectedNamespaces() {
    return file.allProtected().stream().sorted().toList();
  }

  /** How many rules it has. */
  public int rules() {
    return file.rules().size();
  }

  @Override
  public String toString() {
    return "policy %d of %d rules".formatted(version, rules());
  }
}
