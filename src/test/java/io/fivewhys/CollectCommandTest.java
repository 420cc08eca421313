package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CollectCommandTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ServerSocket ledger;

  @BeforeEach
  void listen() throws IOException {
    ledger = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  private int run(String gateways, String... arguments) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/gateways.yaml"), gateways);
    var few = Path.of("rules/evidence/nodes/conditions.drl");
    Files.createDirectories(directory.resolve(few).getParent());
    Files.copy(few, directory.resolve(few), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return Main.run(
        new Surroundings(
            Map.of(),
            directory,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            _ -> {}),
        arguments);
  }

  private String gateway(String name, String rest) {
    return "  - {name: %s, namespace: shop%s}\n".formatted(name, rest);
  }

  private String probed() {
    return ", probes: [{type: tcp, name: ledger, host: 127.0.0.1, port: %d}]"
        .formatted(ledger.getLocalPort());
  }

  @Test
  void printsASnapshotThatCanBeReadAgainAndWhatEachSourceSaw() throws IOException {
    assertThat(run("gateways:\n" + gateway("edge", probed()), "collect")).isZero();

    Snapshot snapshot =
        new SnapshotReader(Clock.systemUTC())
            .read(new ByteArrayInputStream(out.toByteArray()), SnapshotReader.Format.YAML);
    assertThat(snapshot.gateway()).isEqualTo("edge");
    assertThat(snapshot.facts().stream().filter(DependencyProbe.class::isInstance))
        .singleElement()
        .matches(it -> ((DependencyProbe) it).ok());
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsPattern("sees +probes/ledger +1 facts");
  }

  @Test
  void endsWithOneWhenNothingIsSeenAndSaysWhy() throws IOException {
    String dead = ", prometheus: [{url: \"http://127.0.0.1:%d\", timeout: 200ms}]";
    int port = ledger.getLocalPort();
    ledger.close();

    assertThat(run("gateways:\n" + gateway("edge", dead.formatted(port)), "collect")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("kind: \"Blind\"", "prometheus");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsPattern("BLIND +prometheus +0 facts .*refuses connections");
  }

  @Test
  void printsJsonOrTheDiagnosisWhereAsked() throws IOException {
    String one = "gateways:\n" + gateway("edge", probed());
    assertThat(run(one, "collect", "--output", "json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"gateway\":\"edge\"");
    out.reset();

    assertThat(run(one, "collect", "--diagnose")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("edge in shop");
  }

  @Test
  void asksWhichGatewayIsMeantAndKnowsTheirNames() throws IOException {
    String two = "gateways:\n" + gateway("edge", probed()) + gateway("inner", probed());
    assertThat(run(two, "collect")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--gateway is one of edge, inner");

    assertThat(run(two, "collect", "--gateway", "outer")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no gateway outer");

    assertThat(run(two, "collect", "--gateway", "inner")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("gateway: \"inner\"");
  }

  @Test
  void withoutAGatewayItSaysWhereToDescribeOne() throws IOException {
    assertThat(run("gateways: []", "collect")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("config/gateways.yaml");
  }

  @Test
  void aFileThatIsWrongIsRefusedWithItsLine() throws IOException {
    assertThat(run("gateways:\n  - {name: edge, intervall: 30s}\n", "collect")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("gateways[0].intervall (config/gateways.yaml:2)", "did you mean interval?");
  }
}
