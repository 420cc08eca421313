package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The cluster, running from its start to its close. */
public final class DemoCluster implements AutoCloseable {
  /** It tells of every request; kept here, so that the level stays. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final ClusterStore store;
  private final PodNetwork network = new PodNetwork();
  private final Kubelet kubelet;
  private final ControlLoop loop;
  private final ApiFront front;
  private final MockWebServer server = new MockWebServer();

  /**
   * @param afterChange told after the controllers have looked at what changed
   */
  public DemoCluster(
      String namespace, Pace pace, Image.Registry registry, List<Runnable> afterChange) {
    store = new ClusterStore(namespace);
    var events = new EventRecorder(store);
    kubelet = new Kubelet(new KubeletParts(store, events, network, registry, pace));
    var usage = new PodUsage(kubelet::workers);
    loop = loop(events, usage, pace, afterChange);
    store.onChange(loop::wake);
    front = new ApiFront(store, kubelet, usage);
    server.setDispatcher(front);
  }

  private ControlLoop loop(
      EventRecorder events, PodUsage usage, Pace pace, List<Runnable> afterChange) {
    var deployments = new DeploymentController(store, events);
    var replicaSets = new ReplicaSetController(store, events, kubelet);
    var scheduler = new Scheduler(store, events);
    var slices = new EndpointSliceController(store);
    var budgets = new DisruptionBudgets(store);
    var autoscaler = new AutoscalerController(store, events, usage, pace);
    return new ControlLoop(
        List.of(
            deployments::reconcile,
            replicaSets::reconcile,
            () -> Owners.collectGarbage(store, kubelet),
            scheduler::reconcile,
            kubelet::reconcile,
            slices::reconcile,
            budgets::reconcile,
            () -> afterChange.forEach(Runnable::run)),
        List.of(kubelet::tick, autoscaler::tick, this::forgetRequests));
  }

  public void start() {
    SERVER_LOG.setLevel(Level.WARNING);
    server.start(InetAddress.getLoopbackAddress(), 0);
    loop.start();
  }

  public ClusterStore store() {
    return store;
  }

  /** Whoever asks for changes is seen from now on. */
  public void writes(ApiWrites seenBy) {
    front.writes(seenBy);
  }

  public PodNetwork network() {
    return network;
  }

  public String apiServer() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** A kubeconfig with which any client reaches this cluster. */
  public void writeKubeconfig(Path file) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: demo, cluster: {server: "%s"}}]
        users: [{name: demo, user: {}}]
        contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: %s}}]
        current-context: demo
        """
            .formatted(apiServer(), store.namespace()));
  }

  /** The mock server remembers every request for assertions; nobody asks it here. */
  private void forgetRequests() {
    try {
      while (server.takeRequest(0, TimeUnit.MILLISECONDS) != null) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    loop.close();
    kubelet.killAll();
    server.shutdown();
    network.close();
  }
}
