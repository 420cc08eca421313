package io.fivewhys.collect.kubernetes;

import io.fivewhys.collect.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has all readers read at once; none delays or fails another. */
final class Reading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reader-", 0).factory());

  /** What each reader answered until then; that it did not, where it did not. */
  Map<ClusterReader, Answer> of(List<ClusterReader> readers, ClusterLook look, Duration longest)
      throws InterruptedException {
    List<Callable<Answer>> tasks = new ArrayList<>();
    readers.forEach(it -> tasks.add(() -> it.read(look)));
    List<Future<Answer>> answers =
        threads.invokeAll(tasks, longest.toMillis(), TimeUnit.MILLISECONDS);
    Map<ClusterReader, Answer> all = new LinkedHashMap<>();
    for (int i = 0; i < readers.size(); i++) {
      all.put(readers.get(i), answer(readers.get(i), answers.get(i)));
    }
    return all;
  }

  private static Answer answer(ClusterReader reader, Future<Answer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException e) {
      return blind(reader, "not read within the deadline");
    } catch (ExecutionException e) {
      // The rest of the look must not suffer from what one reader cannot cope with.
      LOG.warn("Reading {} off the cluster failed.", reader.subject(), e.getCause());
      return blind(
          reader,
          "the cluster answers what cannot be read: " + e.getCause().getClass().getSimpleName());
    }
  }

  private static Answer blind(ClusterReader reader, String reason) {
    return Answer.of(List.of(reader.blind(reason)));
  }

  /** Ends what still reads, without waiting for it. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
