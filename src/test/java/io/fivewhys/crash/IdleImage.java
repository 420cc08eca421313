package io.fivewhys.crash;

import io.fivewhys.demo.cluster.ContainerProcess;
import io.fivewhys.demo.cluster.Image;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** Containers that do nothing until they are ended. */
final class IdleImage implements Image {
  private record Idle(Container container, AtomicBoolean ended) implements ContainerProcess {
    private void end(Exit exit) {
      if (ended.compareAndSet(false, true)) {
        container.onExit().accept(exit);
      }
    }

    @Override
    public void terminate() {
      end(new Exit(0, false));
    }

    @Override
    public void kill() {
      end(Exit.KILLED);
    }

    @Override
    public OptionalInt portOf(int containerPort) {
      return OptionalInt.empty();
    }

    @Override
    public Usage usage() {
      return new Usage(0.1, 64 << 20, 1, 10, 0);
    }
  }

  @Override
  public ContainerProcess start(Container container) {
    return new Idle(container, new AtomicBoolean());
  }
}
