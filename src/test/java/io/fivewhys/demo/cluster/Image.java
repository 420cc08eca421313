package io.fivewhys.demo.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a container does, once it is pulled. */
public interface Image {
  /** Starts it. Never throws: what goes wrong is written to its output and ends it. */
  ContainerProcess start(Container container);

  /**
   * What the process finds around it.
   *
   * @param pod name of the pod, its host name
   * @param environment variables, with what ConfigMaps and Secrets gave
   * @param cpuLimit cores
   * @param memoryLimit bytes
   * @param output standard output and error
   * @param onExit told once, when it has ended, from whichever thread
   */
  record Container(
      String pod,
      String name,
      Map<String, String> environment,
      double cpuLimit,
      long memoryLimit,
      ContainerLog output,
      Consumer<ContainerProcess.Exit> onExit) {}

  /** Where images are pulled from. */
  interface Registry {
    /**
     * @param reference such as {@code shop/orders:1.7.2}; empty when nobody pushed it
     */
    Optional<Image> pull(String reference);
  }
}
