package io.fivewhys.collect.probe;

import static io.fivewhys.collect.probe.FakeBroker.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a broker that knows as much of AMQP 0-9-1 as is asked here, with RabbitMQ's words. */
class RabbitmqProbeTest {
  private static final int LOGIN = id(10, 11);
  private static final int OPEN = id(10, 40);
  private static final int DECLARE = id(50, 10);
  private static final int PUBLISH = id(60, 40);

  @TempDir private Path directory;

  private static Rabbitmq config(int port, Encryption encryption, String queue, boolean publish) {
    return new Rabbitmq(
        Asked.dependency().within(Duration.ofSeconds(3)),
        "localhost",
        Optional.of(port),
        Optional.of("shop"),
        Asked.login("probe"),
        encryption,
        Optional.of(queue).filter(it -> !it.isEmpty()),
        Optional.of(publish));
  }

  private static Asked asked(FakeBroker broker, String queue, boolean publish) throws Exception {
    try (var server = new FakeServer(broker::serve)) {
      return Asked.of(config(server.port(), Encryption.defaults(), queue, publish));
    }
  }

  private static Asked asked(FakeBroker broker) throws Exception {
    return asked(broker, "", false);
  }

  @BeforeAll
  static void load() throws Exception {
    asked(new FakeBroker());
  }

  @Test
  void aBrokerThatIsUpOpensAChannel() throws Exception {
    DependencyProbe probe = asked(new FakeBroker()).good();
    assertThat(probe.isType(DependencyProbe.Type.QUEUE)).isTrue();
  }

  @Test
  void aQueueTellsItsMessagesAndConsumers() throws Exception {
    Asked asked = asked(new FakeBroker(), "orders", false);
    asked.good();
    Signal depth = asked.signal("queue_depth").orElseThrow();
    assertThat(depth.isAbout("orders-db")).isTrue();
    assertThat(depth.value()).hasValue(42);
    assertThat(depth.labels()).containsEntry("queue", "orders");
    assertThat(asked.signal("queue_consumers").orElseThrow().value()).hasValue(3);
  }

  @Test
  void aQueueThatIsNotThereIsNotFound() throws Exception {
    asked(
            new FakeBroker().closingChannel(DECLARE, 404, "NOT_FOUND - no queue 'orders'"),
            "orders",
            false)
        .failed(FailureKind.NOT_FOUND, "no queue 'orders'", "404");
  }

  @Test
  void aWrongPasswordIsRejected() throws Exception {
    asked(new FakeBroker().closing(LOGIN, 403, "ACCESS_REFUSED - Login was refused"))
        .failed(FailureKind.WRONG_CREDENTIALS, "rejects user probe");
  }

  @Test
  void whatKeepsAUserOutIsToldApart() throws Exception {
    asked(new FakeBroker().closing(OPEN, 530, "NOT_ALLOWED - vhost shop not found"))
        .failed(FailureKind.NOT_FOUND, "no virtual host shop");
    asked(new FakeBroker().closing(OPEN, 530, "NOT_ALLOWED - access to vhost 'shop' refused"))
        .failed(FailureKind.NOT_ALLOWED, "refuses user probe");
    asked(new FakeBroker().closing(OPEN, 530, "NOT_ALLOWED - connection limit (5) is reached"))
        .failed(FailureKind.TOO_MANY_CONNECTIONS, "no connection left");
    asked(new FakeBroker().closing(OPEN, 320, "CONNECTION_FORCED - broker forced connection"))
        .failed(FailureKind.STOPPING, "shutting down");
  }

  @Test
  void aMessageThatNoQueueGetsIsConfirmed() throws Exception {
    asked(new FakeBroker(), "", true).good();
  }

  @Test
  void anAlarmBlocksThoseWhoPublish() throws Exception {
    asked(new FakeBroker().blocking(PUBLISH, "low on disk"), "", true)
        .failed(FailureKind.OUT_OF_RESOURCES, "in alarm: low on disk");
  }

  @Test
  void aBrokerThatStopsInTheMiddleSaysWhere() throws Exception {
    try (var server = new FakeServer(new FakeBroker().silentTo(OPEN)::serve)) {
      var config = config(server.port(), Encryption.defaults(), "", false);
      var impatient =
          new Rabbitmq(
              Asked.impatient(),
              config.host(),
              config.port(),
              config.virtualHost(),
              config.login(),
              config.encryption(),
              config.queue(),
              config.publish());
      Asked.of(impatient)
          .failed(FailureKind.SLOW, "did not finish the login as probe within 400 ms");
    }
  }

  @Test
  void aBrokerBehindTlsIsReachedAndItsCertificateChecked() throws Exception {
    var certificates = new Certificates();
    var tls = certificates.good().context();
    var verified =
        new Encryption(Encryption.Use.VERIFY, Optional.of(certificates.authorityFile(directory)));
    try (var server =
        new FakeServer(
            socket -> {
              var secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
              secure.setUseClientMode(false);
              new FakeBroker().serve(secure);
            })) {
      Asked.of(config(server.port(), verified, "", false)).good();
      Asked.of(config(server.port(), verified.unverified(), "", false)).good();
      var ofTheSystem = new Encryption(Encryption.Use.VERIFY, Optional.empty());
      Asked.of(config(server.port(), ofTheSystem, "", false))
          .failed(FailureKind.CERTIFICATE_UNTRUSTED, "unknown authority");
    }
  }

  @Test
  void nothingStaysOpenBehindALook() throws Exception {
    try (var server = new FakeServer(new FakeBroker()::serve)) {
      Asked.of(config(server.port(), Encryption.defaults(), "", false)).good();
      assertThat(server.isHungUp()).isTrue();
    }
  }
}
