package io.fivewhys.demo.cluster;

import java.util.OptionalInt;

/** A process in a container, as the kubelet knows it. */
public interface ContainerProcess {
  /** SIGTERM: ends by itself, soon. */
  void terminate();

  /** SIGKILL: is gone when this returns. */
  void kill();

  /**
   * Where on the loopback address it listens for a port of its container; empty while it does not.
   */
  OptionalInt portOf(int containerPort);

  Usage usage();

  /**
   * What it takes of the node, as cgroups count it.
   *
   * @param cores used on average over the last seconds
   * @param memoryBytes working set
   * @param cpuSeconds used since its start
   * @param periods of the CPU quota since its start, 100 ms each
   * @param throttledPeriods of them, those in which it was stopped
   */
  record Usage(
      double cores, long memoryBytes, double cpuSeconds, long periods, long throttledPeriods) {}

  /**
   * How it ended.
   *
   * @param oomKilled by the kernel, because it was over its memory limit
   */
  record Exit(int code, boolean oomKilled) {
    public static final Exit KILLED = new Exit(137, false);
    public static final Exit OUT_OF_MEMORY = new Exit(137, true);

    String reason() {
      return oomKilled ? "OOMKilled" : code == 0 ? "Completed" : "Error";
    }
  }
}
