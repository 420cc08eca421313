package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.KubernetesSource;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what was changed without a rollout, and what is plainly wrong with Services, routes and
 * what workloads read. Remembers between looks and restarts what every object held.
 */
public final class ChangeReader implements ClusterReader {
  /** Found within this time after the look before, a change has just been made. */
  private static final Duration CLOSELY = Duration.ofMinutes(5);

  /** Hashes of Secrets are made by whoever watches, under a key that ends with this process. */
  private static final String SECRETS_KEY = UUID.randomUUID().toString();

  private static final int MOST_VALUES = 200_000;

  private final ChangesConfig config;
  private final Path directory;
  private final String secretsKey;
  private final Map<String, ChangeMemory> memories = new HashMap<>();
  private KeyedHash hash;
  private Optional<String> forgetful = Optional.empty();

  public ChangeReader(ChangesConfig config, SourceContext context) {
    this(config, context, SECRETS_KEY);
  }

  /**
   * @param secretsKey names the key under which the values of Secrets are hashed that it is given
   */
  ChangeReader(ChangesConfig config, SourceContext context, String secretsKey) {
    this.config = config;
    this.directory = context.data().resolve("changes");
    this.secretsKey = secretsKey;
  }

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    Set<Class<? extends HasMetadata>> kinds = new HashSet<>();
    observed().forEach(it -> kinds.add(it.type()));
    kinds.addAll(
        Set.of(Deployment.class, StatefulSet.class, DaemonSet.class, ReplicaSet.class, Pod.class));
    return kinds;
  }

  private Set<ObservedKind> observed() {
    return config.secrets()
        ? EnumSet.allOf(ObservedKind.class)
        : EnumSet.complementOf(EnumSet.of(ObservedKind.SECRET));
  }

  @Override
  public String subject() {
    return "changes";
  }

  /** Many may not list Secrets, and know all other changes nevertheless. */
  @Override
  public Blind blind(Class<? extends HasMetadata> kind, String reason) {
    return kind == Secret.class
        ? KubernetesSource.NAME.blind("secrets", reason)
        : ClusterReader.super.blind(kind, reason);
  }

  @Override
  public synchronized Answer read(ClusterLook look) throws InterruptedException {
    World world = World.of(look);
    ChangeMemory memory = memory(world.gateway());
    List<String> notes = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    observe(world, memory).ifPresent(it -> facts.add(blind(it)));
    Map<String, List<Problem>> problems = problems(world, memory);
    var told = new ChangeFacts(world, memory);
    facts.addAll(told.of(problems));
    notes.addAll(told.notes());
    end(world, memory, problems);
    keep(world.gateway(), memory);
    forgetful.ifPresent(notes::add);
    return new Answer(facts, notes);
  }

  /** What is wrong now, by object; at the first look nobody knows since when. */
  private Map<String, List<Problem>> problems(World world, ChangeMemory memory) {
    Instant since = world.now().minus(config.horizon());
    Set<String> changed =
        memory.all().stream()
            .filter(it -> it.told().stream().anyMatch(told -> told.when().isAfter(since)))
            .map(Known::id)
            .collect(Collectors.toSet());
    Map<String, List<Problem>> problems = new TreeMap<>();
    Stream.of(
            IngressCheck.of(world),
            HttpRouteCheck.of(world),
            MeshCheck.of(world),
            ServiceCheck.of(world, changed),
            ReferenceCheck.of(world, since, changed))
        .flatMap(List::stream)
        .filter(it -> !config.ignores(it.kind() + "/" + it.name()))
        .forEach(it -> problems.computeIfAbsent(it.id(), _ -> new ArrayList<>()).add(it));
    Instant begun = memory.lastLook().isEmpty() ? Instant.EPOCH : world.now();
    problems.values().forEach(all -> all.forEach(it -> memory.wrongSince(it.what(), begun)));
    return problems;
  }

  private void end(World world, ChangeMemory memory, Map<String, List<Problem>> problems) {
    Set<ObservedKind> seen = EnumSet.noneOf(ObservedKind.class);
    for (ObservedKind each : observed()) {
      if (world.sees(each.type())) {
        seen.add(each);
      }
    }
    Set<String> wrong =
        problems.values().stream()
            .flatMap(List::stream)
            .map(Problem::what)
            .collect(Collectors.toSet());
    memory.ended(world.now(), seen, world.namespaces(), wrong);
  }

  /**
   * What it did not look at, where there is too much.
   *
   * @throws InterruptedException at the deadline; the next look goes on where this one ended
   */
  private Optional<String> observe(World world, ChangeMemory memory) throws InterruptedException {
    boolean closely =
        memory.lastLook().filter(it -> !it.plus(CLOSELY).isBefore(world.now())).isPresent();
    var tracker = new ChangeTracker(world, hash, config.horizon(), closely);
    Set<String> there = new HashSet<>();
    int left = 0;
    for (ObservedKind kind : observed()) {
      for (HasMetadata object : world.objects().list(kind.type())) {
        var seen = new Observed(kind, object);
        if (Noise.is(kind, object) || config.ignores(kind + "/" + seen.name())) {
          continue;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        there.add(seen.id());
        if (memory.find(seen.id()).isEmpty() && memory.size() >= config.maxObjects()) {
          left++;
        } else {
          observe(seen, tracker, memory);
        }
      }
    }
    for (Known each : memory.all()) {
      if (!each.isGone() && !there.contains(each.id()) && canBeSeen(each, world)) {
        memory.put(tracker.gone(each));
      }
    }
    memory.forget(world.now().minus(config.horizon()), world.namespaces());
    memory.shrink(MOST_VALUES);
    return left == 0
        ? Optional.empty()
        : Optional.of(left + " objects more than max-objects are not watched for changes");
  }

  private static void observe(Observed seen, ChangeTracker tracker, ChangeMemory memory) {
    Optional<Known> before = memory.find(seen.id());
    boolean kindIsNew = !memory.hasBegun(seen.kind(), seen.namespace());
    Known now =
        before.isEmpty() || before.get().isGone()
            ? tracker.first(seen, before, kindIsNew)
            : tracker.next(seen, before.get(), memory.isComparable(seen.kind()));
    memory.put(tracker.reached(seen, now));
  }

  private boolean canBeSeen(Known known, World world) {
    return world.namespaces().contains(known.namespace())
        && observed().contains(known.kind())
        && world.sees(known.kind().type());
  }

  private ChangeMemory memory(String gateway) {
    if (hash == null) {
      hash = installationsHash();
    }
    return memories.computeIfAbsent(gateway, this::remembered);
  }

  private KeyedHash installationsHash() {
    try {
      PrivateFile.directory(directory);
      return KeyedHash.in(directory);
    } catch (IOException e) {
      forgetful = Optional.of("what changes during a restart will not be told: " + e.getMessage());
      return KeyedHash.forgotten();
    }
  }

  private ChangeMemory remembered(String gateway) {
    var memory = new ChangeMemory(hash.keyName(), secretsKey);
    try {
      memory.read(file(gateway));
      if (!config.secrets()) {
        memory.forget(ObservedKind.SECRET);
      }
    } catch (IOException e) {
      forgetful = Optional.of("what changed before this start is not known: " + e.getMessage());
      return new ChangeMemory(hash.keyName(), secretsKey);
    }
    return memory;
  }

  private void keep(String gateway, ChangeMemory memory) {
    try {
      memory.write(file(gateway));
    } catch (IOException e) {
      forgetful = Optional.of("what changes during a restart will not be told: " + e.getMessage());
    }
  }

  /** A gateway may be called anything; its hash is a good name for a file. */
  private Path file(String gateway) {
    return directory.resolve("known-" + hash.of(gateway) + ".json");
  }
}
