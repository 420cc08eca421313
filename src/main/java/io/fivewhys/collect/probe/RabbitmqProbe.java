package io.fivewhys.collect.probe;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/** Logs in to RabbitMQ, opens a channel, and asks for a queue and for alarms where it should. */
final class RabbitmqProbe implements Probe {
  private static final int CLOSING_MILLIS = 200;
  private static final int FRAME_BYTES = 128 << 10;

  /** Their end is that of the connection, which the attempt closes. */
  private static final ThreadFactory QUIET_THREADS =
      Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).factory();

  private static final ExecutorService CALLBACKS =
      Executors.newThreadPerTaskExecutor(QUIET_THREADS);

  private final Rabbitmq config;
  private final SourceContext context;

  RabbitmqProbe(Rabbitmq config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public String target() {
    return config.place().toString();
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.QUEUE;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, SourceFailed, InterruptedException {
    String password = attempt.reveal(config.login().password().orElseThrow(), context);
    SocketFactory sockets = sockets(attempt);
    attempt.resolve(config.place().host());
    attempt.awaits("the login as " + config.login().username().orElseThrow());
    try {
      Connection connection = factory(attempt, password, sockets).newConnection("fivewhys");
      try {
        talk(connection, attempt);
      } finally {
        connection.abort(CLOSING_MILLIS);
      }
    } catch (IOException | TimeoutException e) {
      throw RabbitmqFailures.of(e, config, attempt);
    }
  }

  private void talk(Connection connection, Attempt attempt)
      throws IOException, ProbeFailed, InterruptedException {
    var alarm = new CompletableFuture<String>();
    connection.addBlockedListener(alarm::complete, () -> {});
    attempt.awaits("opening a channel");
    Channel channel = connection.createChannel();
    if (config.queue().isPresent()) {
      attempt.awaits("asking for the queue " + config.queue().get());
      tell(channel.queueDeclarePassive(config.queue().get()), attempt);
    }
    if (config.publish().orElse(false)) {
      attempt.awaits("confirming a message");
      publish(channel, alarm, attempt);
    }
    attempt.answered();
  }

  private void tell(AMQP.Queue.DeclareOk queue, Attempt attempt) {
    Map<String, String> labels = Map.of("queue", config.queue().orElseThrow());
    var signals =
        Map.of("queue_depth", queue.getMessageCount(), "queue_consumers", queue.getConsumerCount());
    signals.forEach(
        (name, count) ->
            attempt.sees(
                FactDraft.of(Signal.class)
                    .set("name", name)
                    .set("subject", config.probed().name())
                    .set("value", count)
                    .set("labels", labels)));
  }

  /**
   * To the default exchange by the name of no queue: confirmed and dropped, unless it is blocked.
   */
  private static void publish(Channel channel, CompletableFuture<String> alarm, Attempt attempt)
      throws IOException, ProbeFailed, InterruptedException {
    channel.addConfirmListener((_, _) -> alarm.complete(""), (_, _) -> alarm.complete(""));
    channel.confirmSelect();
    channel.basicPublish("", "fivewhys-probe-" + UUID.randomUUID(), null, new byte[0]);
    try {
      String reason = alarm.get(attempt.leftMillis(), TimeUnit.MILLISECONDS);
      if (!reason.isEmpty()) {
        throw new ProbeFailed(
            FailureKind.OUT_OF_RESOURCES,
            attempt.place() + " blocks those who publish, in alarm: " + attempt.shown(reason));
      }
    } catch (ExecutionException | TimeoutException e) {
      throw attempt.expired();
    }
  }

  private ConnectionFactory factory(Attempt attempt, String password, SocketFactory sockets) {
    var factory = new ConnectionFactory();
    factory.setHost(config.place().host());
    factory.setPort(config.place().port());
    factory.setVirtualHost(config.tenant());
    factory.setUsername(config.login().username().orElseThrow());
    factory.setPassword(password);
    factory.setSocketFactory(sockets);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(0);
    factory.setRequestedFrameMax(FRAME_BYTES);
    // Later than the attempt's own end, which says how far it came.
    int millis = attempt.leftMillis() + 1_000;
    factory.setConnectionTimeout(millis);
    factory.setHandshakeTimeout(millis);
    factory.setChannelRpcTimeout(millis);
    factory.setShutdownTimeout(CLOSING_MILLIS);
    factory.setThreadFactory(QUIET_THREADS);
    factory.setSharedExecutor(CALLBACKS);
    factory.setExceptionHandler(new QuietHandler());
    return factory;
  }

  private SocketFactory sockets(Attempt attempt) throws SourceFailed {
    if (config.encryption().isOff()) {
      return attempt.sockets();
    }
    SSLContext trusted = config.encryption().trusted(context);
    return new AttemptSockets() {
      @Override
      public Socket createSocket() throws IOException {
        return new TlsSocket(
            attempt.socket(), config.place().host(), trusted, config.encryption().isVerified());
      }
    };
  }
}
