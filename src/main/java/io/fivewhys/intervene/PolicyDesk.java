package io.fivewhys.intervene;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.incident.Actor;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.SettingsRefused;
import io.fivewhys.store.MitigationPolicies;
import io.fivewhys.store.MitigationPolicies.Draft;
import io.fivewhys.store.MitigationPolicies.Source;
import io.fivewhys.store.MitigationPolicies.Stored;
import io.fivewhys.store.MitigationPolicies.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts policies in force: those sent, what the file holds, and what another replica has put in
 * force. Whatever cannot be used is never in force; where what is in force cannot be read, nothing
 * is done by itself until it can. Safe for use by threads.
 */
public final class PolicyDesk implements PolicyInForce, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyDesk.class);
  private static final Duration FOLLOW = Duration.ofSeconds(2);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  /** Name of a policy that was sent, for messages. */
  private static final String SENT = "policy";

  /** So often somebody else may be faster before a change is given up. */
  private static final int ATTEMPTS = 5;

  private static final long UNREAD = -1;

  private final Database database;
  private final MitigationPolicies policies = new MitigationPolicies();
  private final PolicyFileWatch file;

  private final ScheduledThreadPoolExecutor background =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("policy-follow").daemon().factory());

  /** What is read last is put in force last. */
  private final ReentrantLock following = new ReentrantLock();

  private volatile Current current =
      new Current(
          MitigationPolicy.recommendOnly(UNREAD, "the policy was not read yet"), Optional.empty());
  private boolean isFollowing = true;

  /** Whether nothing came of the file yet that was there when this replica started. */
  private volatile boolean isStarting = true;

  /**
   * What is in force.
   *
   * @param stored empty where there is none yet
   */
  public record Current(MitigationPolicy policy, Optional<Stored> stored) {}

  /** What a candidate came to that was only looked at. */
  public record Checked(int rules, List<Problem> problems) {}

  /**
   * @param file that is taken in when it changes; it may not be there
   */
  public PolicyDesk(Database database, PolicyFileWatch file) {
    this.database = database;
    this.file = file;
  }

  /** Puts in force what is to be, and follows from then on. Never fails: then nothing is done. */
  public void start() {
    follow();
    file.now().ifPresentOrElse(this::take, () -> isStarting = false);
    background.scheduleWithFixedDelay(
        this::tick, FOLLOW.toMillis(), FOLLOW.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Changes nothing any more; what is in force stays so. */
  @Override
  public void close() {
    background.shutdown();
    try {
      if (!background.awaitTermination(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A change of the policy was still under way when the service stopped");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@inheritDoc} Another's change takes it some seconds. */
  @Override
  public Policy current() {
    return current.policy();
  }

  @Override
  public Policy current(Handle handle) {
    Current known = current;
    return policies.inForce(handle) == known.policy().version()
        ? known.policy()
        : read(policies.newest(handle)).policy();
  }

  /** The policy and its text, which belong together. */
  public Current inForce() {
    return current;
  }

  /** As it was written; empty where there is none. */
  public Optional<Stored> stored() {
    return current.stored();
  }

  /** Why what the file holds is not in force; empty when nothing is wrong with it. */
  public List<Problem> rejected() {
    return file.problems();
  }

  /** Whether it could be put in force. */
  public Checked check(String yaml) {
    try {
      return new Checked(MitigationPolicy.read(0, SENT, yaml).rules(), List.of());
    } catch (SettingsRefused refused) {
      return new Checked(0, refused.problems());
    }
  }

  /**
   * Puts a policy in force.
   *
   * @param expected says whether what is in force may be replaced; given empty where there is none
   * @param actor as authenticated
   */
  public PolicyChange put(
      String yaml, Predicate<Optional<Version>> expected, String actor, String reason) {
    return change(new Draft(yaml, Source.API, actor, reason), SENT, expected);
  }

  /** Puts an earlier version in force again, as a new one. */
  public PolicyChange rollback(
      long version, Predicate<Optional<Version>> expected, String actor, String reason) {
    return version(version)
        .flatMap(Stored::text)
        .map(
            text -> {
              String why = "back to %d%s".formatted(version, reason.isEmpty() ? "" : ": " + reason);
              return change(new Draft(text, Source.API, actor, why), SENT, expected);
            })
        .orElseGet(() -> new PolicyChange.Unknown(version));
  }

  /** The newest first. */
  public List<Version> history(OptionalLong before, int limit) {
    return database.read(handle -> policies.history(handle, before, limit));
  }

  public Optional<Stored> version(long version) {
    return database.read(handle -> policies.get(handle, version));
  }

  private PolicyChange change(Draft draft, String name, Predicate<Optional<Version>> expected) {
    List<Problem> problems = problems(draft.text(), name);
    if (!problems.isEmpty()) {
      return new PolicyChange.Refused(problems);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<PolicyChange> change = database.write(handle -> attempt(handle, draft, expected));
      if (change.isPresent()) {
        follow();
        return change.get();
      }
    }
    return new PolicyChange.Clash(database.read(policies::newest).map(Stored::version));
  }

  /** Empty when somebody else was faster. */
  private Optional<PolicyChange> attempt(
      Handle handle, Draft draft, Predicate<Optional<Version>> expected) {
    Optional<Version> now = policies.newest(handle).map(Stored::version);
    if (!expected.test(now)) {
      return Optional.of(new PolicyChange.Clash(now));
    }
    // What comes of a file is remembered though it says the same, so that it is no news any more.
    boolean isSame =
        now.filter(it -> it.sha256().equals(MitigationPolicies.hash(draft.text()))).isPresent();
    if (isSame && draft.origin() == Source.API) {
      return Optional.of(new PolicyChange.InForce(now.get(), false));
    }
    return policies
        .add(handle, now.map(Version::version).orElse(0L), draft, database.clock().instant())
        .map(it -> new PolicyChange.InForce(it, true));
  }

  private static List<Problem> problems(String yaml, String name) {
    int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MitigationPolicies.MOST_BYTES) {
      return List.of(
          new Problem(
              "the file",
              name,
              bytes + " bytes",
              "at most " + MitigationPolicies.MOST_BYTES + " bytes",
              Optional.empty()));
    }
    try {
      MitigationPolicy.read(0, name, yaml);
      return List.of();
    } catch (SettingsRefused refused) {
      return refused.problems();
    }
  }

  /** One look at the store and the file. */
  void tick() {
    try {
      follow();
      file.changed().ifPresent(this::take);
    } catch (RuntimeException bug) {
      LOG.error("The policy could not be followed", bug);
    }
  }

  /** Takes in what the file holds, unless that was taken in before. */
  private void take(String yaml) {
    try {
      String hash = MitigationPolicies.hash(yaml);
      Optional<Version> newest = database.read(policies::newestOfFile);
      if (newest.filter(it -> it.sha256().equals(hash)).isPresent()) {
        taken(List.of());
        return;
      }
      if (isStarting && database.read(handle -> policies.wasTakenIn(handle, hash))) {
        leaveOld(newest.orElseThrow());
        return;
      }
      var draft = new Draft(yaml, Source.FILE, Actor.SERVICE, file.name() + " has changed");
      switch (change(draft, file.name(), _ -> true)) {
        case PolicyChange.InForce(Version version, boolean _) -> {
          LOG.info("{} is in force as policy {}", file.name(), version.version());
          taken(List.of());
        }
        case PolicyChange.Refused(var problems) -> {
          LOG.error(
              "{} is not taken in; what was in force stays so. {}",
              file.name(),
              new SettingsRefused(problems).getMessage());
          taken(problems);
          follow();
        }
        case PolicyChange.Clash _, PolicyChange.Unknown _ ->
            LOG.warn("{} is not taken in yet: others change the policy", file.name());
      }
    } catch (DatabaseUnavailable gone) {
      LOG.warn("{} is not taken in yet: {}", file.name(), gone.getMessage());
    }
  }

  /**
   * Where each version of the file is an object of its own, a replica that is started again in the
   * middle of a rollout still has the one before: that is no wish to go back.
   */
  private void leaveOld(Version newest) {
    var problem =
        new Problem(
            "the file",
            file.name(),
            "a text that was taken in earlier already, before policy " + newest.version(),
            "the text of policy %d, or a new one; go back with fivewhys policy rollback"
                .formatted(newest.version()),
            Optional.empty());
    LOG.error("{} is not taken in; what was in force stays so. {}", file.name(), problem);
    taken(List.of(problem));
  }

  private void taken(List<Problem> found) {
    file.taken(found);
    isStarting = false;
  }

  /** Puts in force what the store says. While it cannot be read, what was in force stays so. */
  void follow() {
    following.lock();
    try {
      Current known = current;
      Current next =
          database.read(
              handle ->
                  policies.inForce(handle) == known.policy().version() && known.stored().isPresent()
                      ? known
                      : read(policies.newest(handle)));
      if (!next.stored().equals(known.stored())) {
        next.stored()
            .map(Stored::version)
            .ifPresent(it -> LOG.info("Policy {} of {} is in force", it.version(), it.actor()));
      }
      current = next;
      isFollowing = true;
    } catch (DatabaseUnavailable gone) {
      if (isFollowing) {
        LOG.warn("Whether the policy was changed is not known: {}", gone.getMessage());
      }
      isFollowing = false;
    } finally {
      following.unlock();
    }
  }

  private Current read(Optional<Stored> newest) {
    return new Current(newest.map(PolicyDesk::read).orElseGet(this::none), newest);
  }

  private MitigationPolicy none() {
    return file.problems().stream()
        .findFirst()
        .map(
            problem ->
                MitigationPolicy.recommendOnly(
                    0,
                    "%s cannot be used (%s), so everything is only recommended"
                        .formatted(file.name(), problem)))
        .orElseGet(MitigationPolicy::recommendOnly);
  }

  /** Another version of this program may have taken what this one cannot. */
  private static MitigationPolicy read(Stored stored) {
    long version = stored.version().version();
    if (stored.text().isEmpty()) {
      return unreadable(version, "its text is damaged");
    }
    try {
      return MitigationPolicy.read(version, SENT, stored.text().get());
    } catch (SettingsRefused refused) {
      return unreadable(version, refused.problems().getFirst().toString());
    }
  }

  private static MitigationPolicy unreadable(long version, String why) {
    LOG.error("Policy {} cannot be read, so nothing is done by itself: {}", version, why);
    return MitigationPolicy.recommendOnly(
        version,
        "policy %d cannot be read (%s), so everything is only recommended".formatted(version, why));
  }
}
