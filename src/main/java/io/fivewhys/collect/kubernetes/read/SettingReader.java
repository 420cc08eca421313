package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Setting;
import io.fivewhys.fact.read.FactDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings that must agree with each other: ports of containers, probes and Services, labels and
 * selectors.
 */
public final class SettingReader implements ClusterReader {
  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Service.class);
  }

  @Override
  public String subject() {
    return "settings";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    for (WatchedWorkload workload : look.workloads().all()) {
      var settings = new Settings(workload.name(), workload.namespace(), gathered);
      settings.text("labels", labels(workload.podLabels()));
      for (ContainerPort port : TargetPorts.ofTemplate(workload)) {
        settings.add(
            settings
                .draft("container_port")
                .set("value", port.getContainerPort())
                .set("text", Said.line(port.getName())));
      }
      probe(workload, Container::getReadinessProbe, "readiness", settings);
      probe(workload, Container::getLivenessProbe, "liveness", settings);
    }
    for (Service service : look.objects().list(Service.class)) {
      service(service, look, gathered);
    }
    return gathered.answer();
  }

  private static void service(Service service, ClusterLook look, Gathered gathered) {
    Backend backend = Backend.of(service, look);
    Optional<WatchedWorkload> workload =
        backend.workload().filter(it -> it.role().isPresent() && it.seen());
    if (workload.isEmpty() || service.getSpec() == null) {
      return;
    }
    var settings =
        new Settings(
            "Service/" + service.getMetadata().getName(),
            service.getMetadata().getNamespace(),
            gathered);
    settings.text("selector", labels(Backend.selector(service)));
    var ports = TargetPorts.of(service, workload.get(), look);
    for (ServicePort port : service.getSpec().getPorts()) {
      // A number that no container declares may be open all the same.
      if (ports.isTelling(port, workload.get())) {
        settings.port("target_port", TargetPorts.target(port));
      }
    }
  }

  /** Of the first container that has such a probe. */
  private static void probe(
      WatchedWorkload workload, Function<Container, Probe> which, String name, Settings settings) {
    List<Container> containers =
        workload.template().getSpec() == null
            ? List.of()
            : workload.template().getSpec().getContainers();
    for (Container container : containers) {
      Probe probe = which.apply(container);
      if (probe != null) {
        describe(probe, name, settings);
        return;
      }
    }
  }

  private static void describe(Probe probe, String name, Settings settings) {
    if (probe.getHttpGet() != null) {
      settings.text(name + "_path", Said.line(probe.getHttpGet().getPath()));
      settings.port(name + "_port", probe.getHttpGet().getPort());
    } else if (probe.getTcpSocket() != null) {
      settings.port(name + "_port", probe.getTcpSocket().getPort());
    } else if (probe.getGrpc() != null) {
      settings.add(settings.draft(name + "_port").set("value", probe.getGrpc().getPort()));
    }
    if (probe.getTimeoutSeconds() != null) {
      settings.add(
          settings
              .draft(name + "_timeout")
              .set("value", probe.getTimeoutSeconds())
              .set("unit", "seconds"));
    }
    if (probe.getFailureThreshold() != null) {
      settings.add(
          settings
              .draft(name + "_threshold")
              .set("value", probe.getFailureThreshold())
              .set("unit", "count"));
    }
  }

  private static Optional<String> labels(Map<String, String> labels) {
    return Said.line(
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining(",")));
  }

  /** Settings of one object. */
  private record Settings(String of, String namespace, Gathered gathered) {
    FactDraft<Setting> draft(String name) {
      return FactDraft.of(Setting.class)
          .set("of", of)
          .set("namespace", namespace)
          .set("name", name);
    }

    void add(FactDraft<Setting> draft) {
      gathered.add(draft);
    }

    void text(String name, Optional<String> text) {
      if (text.isPresent()) {
        add(draft(name).set("text", text));
      }
    }

    void port(String name, IntOrString port) {
      if (port != null && port.getStrVal() != null) {
        text(name, Said.line(port.getStrVal()));
      } else if (port != null && port.getIntVal() != null) {
        add(draft(name).set("value", port.getIntVal()));
      }
    }
  }
}
