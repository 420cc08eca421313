package io.fivewhys.pipeline;

import io.fivewhys.notify.Channel;
import java.time.Duration;

/** Hears of deliveries and duties, for metrics. */
public interface PipelineListener {
  /**
   * @param result {@code delivered}, {@code failed}, {@code refused}, {@code parked}
   */
  void delivered(Channel channel, String result, Duration took);

  /**
   * @param result {@code done} or {@code failed}
   */
  void ran(String duty, String result);

  /** A diagnosis has named the cause of an incident for the first time. */
  void diagnosed(Duration sinceOpened);
}
