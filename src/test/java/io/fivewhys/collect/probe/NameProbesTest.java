package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** DNS against name servers of our own, and connections over TCP. */
class NameProbesTest {

  /** Makes an answer of a question; empty where it says nothing. */
  private interface Zone {
    Optional<byte[]> answer(Message question) throws Exception;
  }

  private record NameServer(DatagramSocket socket, int port) implements AutoCloseable {
    static NameServer of(Zone zone) throws Exception {
      var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(socket, zone));
      return new NameServer(socket, socket.getLocalPort());
    }

    private static void serve(DatagramSocket socket, Zone zone) {
      byte[] bytes = new byte[4_096];
      try {
        while (true) {
          var packet = new DatagramPacket(bytes, bytes.length);
          socket.receive(packet);
          byte[] question = Arrays.copyOf(bytes, packet.getLength());
          Optional<byte[]> answer = zone.answer(new Message(question));
          if (answer.isPresent()) {
            socket.send(
                new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
          }
        }
      } catch (Exception e) {
        // It was closed.
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static Optional<byte[]> answer(Message question, int code, Record... records) {
    var answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(code);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    for (Record each : records) {
      answer.addRecord(each, Section.ANSWER);
    }
    return Optional.of(answer.toWire());
  }

  private static Record address(String text) throws Exception {
    Name name = Name.fromString("orders-db.example.");
    return new ARecord(name, DClass.IN, 60, InetAddress.getByName(text));
  }

  @BeforeAll
  static void load() throws Exception {
    try (var server = NameServer.of(it -> answer(it, Rcode.NXDOMAIN))) {
      asked(server);
      Asked.of(new Tcp(Asked.dependency(), "127.0.0.1", FakeServer.nobody()));
    }
  }

  private static Asked asked(NameServer server, String... expected) {
    return asked(server, Dns.Kind.A, expected);
  }

  private static Asked asked(NameServer server, Dns.Kind kind, String... expected) {
    return Asked.of(
        new Dns(
            Probed.named("cluster-dns").within(Duration.ofMillis(600)),
            "orders-db.example",
            Optional.of(kind),
            Optional.of("127.0.0.1:" + server.port()),
            List.of(expected)));
  }

  @Test
  void aNameThatResolvesIsGoodWhereverItLeadsUnlessThatIsExpected() throws Exception {
    try (var server =
        NameServer.of(it -> answer(it, Rcode.NOERROR, address("10.0.0.5"), address("10.0.0.6")))) {
      DependencyProbe probe = asked(server).good();
      assertThat(probe.isType(DependencyProbe.Type.DNS)).isTrue();
      assertThat(probe.target().orElseThrow()).contains("orders-db.example @127.0.0.1:");
      asked(server, "10.0.0.6").good();
      asked(server, "10.0.0.6", "10.0.0.7")
          .failed(FailureKind.UNEXPECTED, "is 10.0.0.5, 10.0.0.6 and not 10.0.0.7");
    }
  }

  @Test
  void textsAndNamesAreComparedAsPeopleWriteThem() throws Exception {
    Name name = Name.fromString("orders-db.example.");
    try (var server =
        NameServer.of(
            it -> answer(it, Rcode.NOERROR, new TXTRecord(name, DClass.IN, 60, "v=spf1 -all")))) {
      asked(server, Dns.Kind.TXT, "v=spf1 -all").good();
    }
  }

  @Test
  void whatTheServerSaysInsteadIsToldApart() throws Exception {
    try (var unknown = NameServer.of(it -> answer(it, Rcode.NXDOMAIN));
        var broken = NameServer.of(it -> answer(it, Rcode.SERVFAIL));
        var refusing = NameServer.of(it -> answer(it, Rcode.REFUSED));
        var empty = NameServer.of(it -> answer(it, Rcode.NOERROR))) {
      asked(unknown).failed(FailureKind.NO_SUCH_NAME, "NXDOMAIN", "orders-db.example");
      asked(broken).failed(FailureKind.UNAVAILABLE, "SERVFAIL");
      asked(refusing).failed(FailureKind.NOT_ALLOWED, "REFUSED");
      asked(empty).failed(FailureKind.NO_SUCH_NAME, "knows the name, but no A");
    }
  }

  @Test
  void aServerThatIsSilentOrTalksNonsenseIsToldApart() throws Exception {
    try (var silent = NameServer.of(_ -> Optional.empty());
        var garbled = NameServer.of(_ -> Optional.of(new byte[] {1, 2, 3}))) {
      asked(silent).failed(FailureKind.HANGING, "timeout", "does not answer within");
      asked(garbled).failed(FailureKind.NONSENSE, "answers what is no DNS");
    }
  }

  @Test
  void aServerThatIsNotThereDoesNotAnswer() throws Exception {
    NameServer gone = NameServer.of(_ -> Optional.empty());
    gone.close();
    // The machine may say so, and need not: over UDP nobody is owed a refusal.
    DependencyProbe probe = asked(gone).probe();
    assertThat(probe.ok()).isFalse();
    assertThat(probe.error().orElseThrow()).containsPattern("no name server at|does not answer");
  }

  @Test
  void tcpConnectsAndNoMore() throws Exception {
    try (var server = FakeServer.hanging()) {
      var config = new Tcp(Asked.dependency(), "localhost", server.port());
      Asked.of(config).good();
      assertThat(server.isHungUp()).isTrue();
    }
    Asked.of(new Tcp(Asked.dependency(), "127.0.0.1", FakeServer.nobody()))
        .failed(FailureKind.REFUSED, "connection refused");
  }

  @Test
  void aMachineThatDoesNotAnswerIsUnreachable() throws Exception {
    // A listener whose queue is full drops who comes next, as a firewall does.
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          var socket = new Socket();
          waiting.add(socket);
          socket.connect(full.getLocalSocketAddress(), 100);
        }
      } catch (SocketTimeoutException e) {
        // It is full.
      }
      Asked.of(new Tcp(Asked.impatient(), "127.0.0.1", full.getLocalPort()))
          .failed(FailureKind.UNREACHABLE, "connect timed out", "400 ms");
      for (var each : waiting) {
        each.close();
      }
    }
  }
}
