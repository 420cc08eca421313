package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.DeskListener;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.http.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a test wait until something has happened at the desk. */
public final class Heard implements DeskListener {
  final ServiceMetrics metrics = new ServiceMetrics();
  public final Semaphore queued = new Semaphore(0);
  public final Semaphore started = new Semaphore(0);
  public final Semaphore abandoned = new Semaphore(0);

  public static void await(Semaphore happened) throws InterruptedException {
    assertThat(happened.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void queued() {
    metrics.queued();
    queued.release();
  }

  @Override
  public void started(Duration waited) {
    metrics.started(waited);
    started.release();
  }

  @Override
  public void finished(Diagnosis diagnosis, Duration took) {
    metrics.finished(diagnosis, took);
  }

  @Override
  public void failed(String code, Duration took) {
    metrics.failed(code, took);
  }

  @Override
  public void ruleFailed(String rule) {
    metrics.ruleFailed(rule);
  }

  @Override
  public void refused(DeskRefused.Reason reason) {
    metrics.refused(reason);
  }

  @Override
  public void abandoned() {
    metrics.abandoned();
    abandoned.release();
  }
}
