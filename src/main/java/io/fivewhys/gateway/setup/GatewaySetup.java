package io.fivewhys.gateway.setup;

import io.fivewhys.collect.Collector;
import io.fivewhys.collect.Masking;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.gateway.Gateway;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gateways with their sources, and what these share. */
public final class GatewaySetup implements AutoCloseable {
  private final List<Gateway> gateways = new ArrayList<>();

  private GatewaySetup() {}

  /** Without any gateway. */
  public static GatewaySetup none() {
    return new GatewaySetup();
  }

  /**
   * @param file its name, for messages
   * @param yaml its text
   * @param masking what nobody should read is taken out with it
   * @throws SettingsRefused naming every problem
   */
  public static GatewaySetup of(String file, String yaml, Masking masking, SourceContext context) {
    var config = RecordFile.read(file, yaml, GatewaysConfig.class);
    var setup = new GatewaySetup();
    for (GatewayConfig each : config.gateways()) {
      setup.gateways.add(setup.gateway(each, file, masking, context));
    }
    return setup;
  }

  private Gateway gateway(
      GatewayConfig config, String file, Masking masking, SourceContext context) {
    List<Source> sources = new ArrayList<>();
    try {
      var collector = new Collector(sources, masking, context.clock());
      return new Gateway(
          config.name(), config.namespace(), config.interval(), config.window(), collector);
    } catch (IllegalArgumentException e) {
      throw new SettingsRefused(
          List.of(
              new Problem(
                  "gateways." + config.name(),
                  file,
                  e.getMessage(),
                  "each source once",
                  Optional.empty())));
    }
  }

  public List<Gateway> gateways() {
    return List.copyOf(gateways);
  }

  /** Closes the sources, and what they share. */
  @Override
  public void close() {
    gateways.forEach(it -> it.collector().close());
  }
}
