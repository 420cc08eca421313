package io.fivewhys.diagnose;

import io.fivewhys.fact.Calls;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Leads;
import io.fivewhys.inference.Suspect;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.inference.Trouble;
import io.fivewhys.inference.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Walks from the failing routes along calls, dependencies and complaints to all who may be it. */
final class Suspects {
  /** Somebody uses somebody else; accusing when requests are known to fail on the way. */
  private record Edge(String from, String to, boolean accusing, String statement, Fact fact) {}

  private record Link(String caller, String callee) {}

  /** No chain of calls of a live system is as long; a made-up one must not fill the memory. */
  private static final int MOST_HOPS = 400;

  /** So many edges are looked at to find who leads to whom; real systems need some thousands. */
  private static final int MOST_LOOKS = 2_000_000;

  private static final class Found {
    final int depth;
    boolean accused;
    boolean passesBlameOn;
    List<String> path;
    final List<Fact> facts = new ArrayList<>();

    Found(int depth, boolean accused, List<String> path) {
      this.depth = depth;
      this.accused = accused;
      this.path = path;
    }
  }

  private final Directory directory;
  private final Map<String, List<Edge>> edges = new TreeMap<>();
  private final Map<String, Found> found = new TreeMap<>();
  private final Map<String, Hop> hops = new HashMap<>();

  private Suspects(Directory directory) {
    this.directory = directory;
  }

  /**
   * @param leads who shows what is wrong with whom
   * @param hops the steps of the suspects' paths, by their words
   */
  record Walk(List<Suspect> suspects, List<Leads> leads, Map<String, Hop> hops) {}

  /**
   * A step of a suspect's path.
   *
   * @param fact that tells of it
   */
  record Hop(String from, String to, Fact fact) {}

  static Walk of(
      Snapshot snapshot,
      Directory directory,
      Routes routes,
      List<Trouble> troubles,
      Thresholds thresholds) {
    if (routes.failing().isEmpty()) {
      return new Walk(List.of(), List.of(), Map.of());
    }
    Suspects walk = new Suspects(directory);
    walk.learn(snapshot, troubles, thresholds);
    walk.start(routes);
    walk.follow();
    return new Walk(walk.result(), walk.leads(), walk.hops);
  }

  private void learn(Snapshot snapshot, List<Trouble> troubles, Thresholds thresholds) {
    for (Fact fact : snapshot.facts()) {
      switch (fact) {
        case Calls calls when !calls.callee().equals(directory.gateway()) -> {
          boolean fails = calls.failsAtLeast(thresholds.callErrorRatio());
          boolean slow = calls.isSlow(thresholds.slowFactor(), thresholds.slowMillis());
          edge(calls.caller(), calls.callee(), fails || slow, statement(calls, fails), calls);
        }
        case DependencyProbe probe -> {
          for (String user : probe.usedBy()) {
            String error = probe.error().map(text -> ": " + text).orElse("");
            edge(
                user,
                probe.dependency(),
                !probe.ok(),
                Words.of(
                    "{} needs {}, whose probe {}",
                    user,
                    probe.dependency(),
                    probe.ok() ? "succeeds" : "fails" + error),
                probe);
          }
        }
        default -> {}
      }
    }
    Set<Link> well = callsThatSucceed(snapshot, thresholds);
    for (Trouble trouble : troubles) {
      boolean address = trouble.about().matches("[0-9.]+(/[0-9]+)?|[0-9a-f:]*:[0-9a-f:]*");
      if (trouble.isAboutSomebody()
          && (trouble.known() || (trouble.isAboutTheWayThere() && !address))
          && !isContradicted(trouble, well)) {
        edge(
            trouble.workload(), trouble.about(), true, trouble.words(), trouble.facts().getFirst());
      }
    }
  }

  /** Counted calls tell more than log lines, which may be old: they succeed as always. */
  private static boolean isContradicted(Trouble trouble, Set<Link> well) {
    // Calls that a breaker refuses are never made, so those that are made succeed.
    return trouble.error() != KnownError.CIRCUIT_BREAKER_OPEN
        && well.contains(new Link(trouble.workload(), trouble.about()));
  }

  private static Set<Link> callsThatSucceed(Snapshot snapshot, Thresholds thresholds) {
    Set<Link> well = new HashSet<>();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof Calls calls
          && calls.requests().orElse(0) >= 10
          && calls.failsAtMost(thresholds.cleanErrorRatio())
          && !calls.isSlow(thresholds.slowFactor(), thresholds.slowMillis())) {
        well.add(new Link(calls.caller(), calls.callee()));
      }
    }
    return well;
  }

  private static String statement(Calls calls, boolean fails) {
    return fails
        ? Words.of(
            "{} of {} calls from {} to {} fail",
            Words.number(calls.errors().orElse(0)),
            Words.number(calls.requests().orElse(0)),
            calls.caller(),
            calls.callee())
        : Words.of(
            "calls from {} to {} take {} at the 99th percentile, usually {}",
            calls.caller(),
            calls.callee(),
            Words.millis(calls.p99Millis()),
            Words.millis(calls.baselineP99Millis()));
  }

  private void edge(String from, String to, boolean accusing, String statement, Fact fact) {
    if (!from.equals(to)) {
      edges
          .computeIfAbsent(from, name -> new ArrayList<>())
          .add(new Edge(from, to, accusing, statement, fact));
    }
  }

  private void start(Routes routes) {
    Found gateway = new Found(0, true, List.of());
    found.put(directory.gateway(), gateway);
    for (FailingRoute route : routes.failing()) {
      String statement = Symptoms.statement(route);
      if (gateway.path.isEmpty()) {
        gateway.path = List.of(statement);
      }
      for (String upstream : upstreams(route, routes)) {
        Found first =
            found.computeIfAbsent(upstream, name -> new Found(1, true, List.of(statement)));
        first.facts.addAll(route.facts());
      }
    }
  }

  /** Where the route names nobody, everyone behind the gateway who is not known to serve well. */
  private List<String> upstreams(FailingRoute route, Routes routes) {
    if (route.upstream().isPresent()) {
      return List.of(route.upstreamName());
    }
    TreeSet<String> behind = new TreeSet<>();
    for (Workload workload : directory.workloads().values()) {
      if (workload.role().equals(Optional.of(Workload.Role.UPSTREAM))
          && !routes.served().contains(workload.name())) {
        behind.add(workload.name());
      }
    }
    return List.copyOf(behind);
  }

  /** Breadth first, accusing edges before others, so that each gets its shortest honest path. */
  private void follow() {
    ArrayDeque<String> open = new ArrayDeque<>(found.keySet());
    while (!open.isEmpty()) {
      String from = open.poll();
      Found here = found.get(from);
      List<Edge> outgoing = new ArrayList<>(edges.getOrDefault(from, List.of()));
      outgoing.sort(
          Comparator.comparing((Edge edge) -> !edge.accusing()).thenComparing(Edge::statement));
      for (Edge edge : outgoing) {
        boolean accused = edge.accusing() && here.accused;
        here.passesBlameOn |= accused && !from.equals(directory.gateway());
        Found there = found.get(edge.to());
        if (there == null && here.depth >= MOST_HOPS) {
          continue;
        }
        if (there == null) {
          List<String> path = new ArrayList<>(here.path);
          path.add(words(edge));
          there = new Found(here.depth + 1, accused, path);
          found.put(edge.to(), there);
          open.add(edge.to());
        } else if (accused && !there.accused) {
          there.accused = true;
          there.path = new ArrayList<>(here.path);
          there.path.add(words(edge));
          open.add(edge.to());
        }
        if (accused || there.facts.isEmpty()) {
          there.facts.add(edge.fact());
        }
      }
    }
  }

  private String words(Edge edge) {
    hops.putIfAbsent(edge.statement(), new Hop(edge.from(), edge.to(), edge.fact()));
    return edge.statement();
  }

  /** Pairs of accused suspects with accusing edges all the way between them. */
  private List<Leads> leads() {
    List<Leads> leads = new ArrayList<>();
    int looks = 0;
    for (String from : found.keySet()) {
      TreeSet<String> reached = new TreeSet<>();
      ArrayDeque<String> open = new ArrayDeque<>(List.of(from));
      while (!open.isEmpty()) {
        List<Edge> outgoing = edges.getOrDefault(open.poll(), List.of());
        looks += outgoing.size();
        if (looks > MOST_LOOKS) {
          return leads;
        }
        for (Edge edge : outgoing) {
          if (edge.accusing() && !edge.to().equals(from) && reached.add(edge.to())) {
            open.add(edge.to());
          }
        }
      }
      reached.forEach(to -> leads.add(new Leads(from, to)));
    }
    return leads;
  }

  private List<Suspect> result() {
    List<Suspect> suspects = new ArrayList<>();
    found.forEach(
        (name, it) ->
            suspects.add(
                new Suspect(
                    name,
                    directory.subject(name),
                    directory.role(name),
                    directory.type(name),
                    it.depth,
                    it.accused,
                    it.accused && !it.passesBlameOn,
                    it.path,
                    it.facts)));
    return suspects;
  }
}
