package io.fivewhys.demo.gateway;

import io.fivewhys.demo.cluster.ContainerProcess;
import io.fivewhys.demo.cluster.Image;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gateway as a container. There is one gateway in the process, whose address stays; the pod
 * stands for it, shows its log, and is gone when its container ends.
 */
public final class GatewayImage implements Image {
  private static final int PORT = 8080;
  private static final int MANAGEMENT_PORT = 8081;
  private static final long MEMORY = 240L << 20;

  private final Gateway gateway;

  public GatewayImage(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public ContainerProcess start(Container container) {
    gateway.writeTo(container.output());
    AtomicBoolean ended = new AtomicBoolean();
    return new ContainerProcess() {
      @Override
      public void terminate() {
        end(new Exit(143, false));
      }

      @Override
      public void kill() {
        end(Exit.KILLED);
      }

      private void end(Exit exit) {
        if (ended.compareAndSet(false, true)) {
          container.onExit().accept(exit);
        }
      }

      @Override
      public OptionalInt portOf(int containerPort) {
        return switch (containerPort) {
          case PORT -> OptionalInt.of(gateway.port());
          case MANAGEMENT_PORT -> OptionalInt.of(gateway.managementPort());
          default -> OptionalInt.empty();
        };
      }

      @Override
      public Usage usage() {
        return new Usage(gateway.usedCores(), MEMORY, 0, 0, 0);
      }
    };
  }
}
