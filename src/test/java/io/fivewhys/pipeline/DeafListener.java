package io.fivewhys.pipeline;

import io.fivewhys.notify.Channel;
import java.time.Duration;

/** Hears nothing of what a pipeline does. */
public final class DeafListener implements PipelineListener {
  @Override
  public void delivered(Channel channel, String result, Duration took) {}

  @Override
  public void ran(String duty, String result) {}

  @Override
  public void diagnosed(Duration sinceOpened) {}
}
