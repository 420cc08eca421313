package io.fivewhys.gateway.setup;

import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.accesslog.AccessLogSource;
import io.fivewhys.collect.alert.AlertSource;
import io.fivewhys.collect.breaker.BreakerSource;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesSource;
import io.fivewhys.collect.kubernetes.change.ChangeReader;
import io.fivewhys.collect.kubernetes.change.ConfigRecorder;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.collect.kubernetes.logs.PodLogReader;
import io.fivewhys.collect.kubernetes.read.StandardReaders;
import io.fivewhys.collect.probe.ProbeSource;
import io.fivewhys.collect.prometheus.PrometheusSource;
import io.fivewhys.collect.push.PushSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the sources of a gateway; nothing is asked yet. */
final class GatewaySources {
  private final SourceContext context;
  private final KubernetesClusters clusters;
  private final Intake intake;
  private final ConfigRecording recording;

  /**
   * @param clusters shared by all gateways
   * @param recording whether what ConfigMaps hold is kept
   */
  GatewaySources(
      SourceContext context,
      KubernetesClusters clusters,
      Intake intake,
      ConfigRecording recording) {
    this.context = context;
    this.clusters = clusters;
    this.intake = intake;
    this.recording = recording;
  }

  List<Source> of(GatewayConfig gateway) {
    List<Source> sources = new ArrayList<>();
    gateway.kubernetes().ifPresent(it -> sources.add(cluster(it)));
    gateway.prometheus().forEach(it -> sources.add(new PrometheusSource(it, context)));
    gateway.logs().forEach(it -> sources.add(new AccessLogSource(it, context, gateway.name())));
    gateway.breakers().forEach(it -> sources.add(new BreakerSource(it, context)));
    gateway.probes().forEach(it -> sources.add(new ProbeSource(it, context)));
    sources.add(
        new AlertSource(gateway.alerts(), gateway.name(), gateway.namespace(), intake.alerts()));
    sources.add(new PushSource(intake.pushed(), context.clock()));
    return sources;
  }

  private Source cluster(ClusterConfig config) {
    List<ClusterReader> readers = new ArrayList<>(StandardReaders.ofOneGateway());
    readers.add(new ChangeReader(config.changes(), context));
    readers.add(new ConfigRecorder(recording));
    readers.add(new PodLogReader(config.logs()));
    return new KubernetesSource(config.cluster(), clusters, readers);
  }
}
