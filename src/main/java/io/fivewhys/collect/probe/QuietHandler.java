package io.fivewhys.collect.probe;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;

/** Says nothing: what goes wrong with a probe's connection is told by the probe. */
final class QuietHandler implements ExceptionHandler {
  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable thrown) {}

  @Override
  public void handleReturnListenerException(Channel channel, Throwable thrown) {}

  @Override
  public void handleConfirmListenerException(Channel channel, Throwable thrown) {}

  @Override
  public void handleBlockedListenerException(Connection connection, Throwable thrown) {}

  @Override
  public void handleConsumerException(
      Channel channel, Throwable thrown, Consumer consumer, String tag, String method) {}

  @Override
  public void handleConnectionRecoveryException(Connection connection, Throwable thrown) {}

  @Override
  public void handleChannelRecoveryException(Channel channel, Throwable thrown) {}

  @Override
  public void handleTopologyRecoveryException(
      Connection connection, Channel channel, TopologyRecoveryException thrown) {}
}
