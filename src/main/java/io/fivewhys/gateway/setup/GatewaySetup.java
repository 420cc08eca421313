package io.fivewhys.gateway.setup;

import io.fivewhys.collect.Collector;
import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.alert.AlertRouting;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.gateway.Gateway;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gateways with their sources, and what these share. */
public final class GatewaySetup implements AutoCloseable {
  private final KubernetesClusters clusters;
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<Reachable> reachable = new ArrayList<>();
  private final List<AlertRouting.Route> routes = new ArrayList<>();
  private final Intake intake;
  private final SourceContext context;

  private GatewaySetup(GatewaysConfig config, SourceContext context, Journals journals) {
    this.context = context;
    clusters = new KubernetesClusters(context);
    intake = Intake.keptIn(journals, config.alerts(), config.pushes(), context.clock());
  }

  /** Without any gateway. */
  public static GatewaySetup none(SourceContext context, Journals journals) {
    return new GatewaySetup(GatewaysConfig.defaults(), context, journals);
  }

  /** Without recording what ConfigMaps hold. */
  public static GatewaySetup of(
      String file, String yaml, Masking masking, SourceContext context, Journals journals) {
    return of(file, yaml, masking, context, journals, ConfigRecording.NONE);
  }

  /**
   * @param file its name, for messages
   * @param yaml its text
   * @param masking what nobody should read is taken out with it
   * @param journals keep what others bring in
   * @param recording whether what ConfigMaps hold is kept
   * @throws SettingsRefused naming every problem
   */
  public static GatewaySetup of(
      String file,
      String yaml,
      Masking masking,
      SourceContext context,
      Journals journals,
      ConfigRecording recording) {
    var config = RecordFile.read(file, yaml, GatewaysConfig.class);
    var setup = new GatewaySetup(config, context, journals);
    var sources = new GatewaySources(context, setup.clusters, setup.intake, recording);
    for (GatewayConfig each : config.gateways()) {
      setup.add(each, sources, file, masking, context);
    }
    return setup;
  }

  private void add(
      GatewayConfig config,
      GatewaySources sources,
      String file,
      Masking masking,
      SourceContext context) {
    try {
      var collector = new Collector(sources.of(config), masking, context.clock());
      gateways.add(
          new Gateway(
              config.name(),
              config.namespace(),
              config.labels(),
              config.interval(),
              config.window(),
              collector));
      reachable.add(
          new Reachable(
              config.name(),
              config.namespace(),
              config.kubernetes().map(ClusterConfig::cluster),
              config.breakers()));
      routes.add(new AlertRouting.Route(config.name(), config.namespace(), config.alerts()));
    } catch (IllegalArgumentException e) {
      String key = "gateways." + config.name();
      var problem =
          new Problem(key, file, e.getMessage(), "sources of different names", Optional.empty());
      throw new SettingsRefused(List.of(problem));
    }
  }

  public List<Gateway> gateways() {
    return List.copyOf(gateways);
  }

  /** Where each gateway can be acted on. */
  public List<Reachable> reachable() {
    return List.copyOf(reachable);
  }

  /** The clusters that the gateways share; closed with this. */
  public KubernetesClusters clusters() {
    return clusters;
  }

  /** What sources, and those who act where they look, share. */
  public SourceContext context() {
    return context;
  }

  /** Whose an alert is. */
  public AlertRouting routing() {
    return new AlertRouting(routes);
  }

  /** What others bring in. */
  public Intake intake() {
    return intake;
  }

  /** Closes the sources, and what they share. */
  @Override
  public void close() {
    gateways.forEach(it -> it.collector().close());
    clusters.close();
  }
}
