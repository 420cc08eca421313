package io.fivewhys.collect.probe;

import io.fivewhys.fact.DependencyProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks name servers one question. */
final class DnsProbe implements Probe {
  private static final int MOST_SERVERS = 3;

  private final Dns config;

  DnsProbe(Dns config) {
    this.config = config;
  }

  @Override
  public String target() {
    return config.asked().map(it -> config.query() + " @" + it).orElse(config.query());
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.DNS;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, IOException, InterruptedException {
    List<InetSocketAddress> servers = servers(attempt);
    attempt.reached(Attempt.Phase.TALKING);
    Optional<ProbeFailed> failed = Optional.empty();
    for (int i = 0; i < servers.size(); i++) {
      // Each gets its share of the time, as with the system's own resolver.
      int millis = attempt.leftMillis() * 8 / 10 / (servers.size() - i);
      try {
        judge(answer(servers.get(i), millis), servers.get(i), attempt);
        attempt.answered();
        return;
      } catch (ProbeFailed e) {
        failed = Optional.of(e);
        if (e.kind() == FailureKind.NO_SUCH_NAME || e.kind() == FailureKind.UNEXPECTED) {
          throw e;
        }
      }
    }
    throw failed.orElseThrow();
  }

  private List<InetSocketAddress> servers(Attempt attempt) throws ProbeFailed {
    if (config.asked().isPresent()) {
      Place place = config.asked().get();
      attempt.resolve(place.host());
      return List.of(new InetSocketAddress(place.host(), place.port()));
    }
    List<InetSocketAddress> known = ResolverConfig.getCurrentConfig().servers();
    if (known.isEmpty()) {
      throw new ProbeFailed(FailureKind.UNREACHABLE, "this machine knows no name server");
    }
    return known.subList(0, Math.min(MOST_SERVERS, known.size()));
  }

  private Message answer(InetSocketAddress server, int millis)
      throws ProbeFailed, IOException, InterruptedException {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(Duration.ofMillis(millis));
    Name name = Name.fromString(config.query(), Name.root);
    Record question = Record.newRecord(name, Type.value(config.kind().name()), DClass.IN);
    var answer = resolver.sendAsync(Message.newQuery(question)).toCompletableFuture();
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw silent(server, millis, e);
    } catch (ExecutionException e) {
      throw DnsProbe.meaning(e.getCause(), server, millis);
    } finally {
      answer.cancel(true);
    }
  }

  private static ProbeFailed meaning(Throwable thrown, InetSocketAddress server, int millis) {
    String words = String.valueOf(thrown.getMessage());
    boolean late =
        thrown instanceof TimeoutException
            || words.contains("Timed out")
            || words.contains("timed out");
    if (late) {
      return silent(server, millis, thrown);
    }
    if (thrown instanceof PortUnreachableException || words.contains("efused")) {
      return new ProbeFailed(
          FailureKind.REFUSED, "connection refused: no name server at " + shown(server), thrown);
    }
    return new ProbeFailed(
        FailureKind.NONSENSE, shown(server) + " answers what is no DNS: " + words, thrown);
  }

  private static ProbeFailed silent(InetSocketAddress server, int millis, Throwable cause) {
    return new ProbeFailed(
        FailureKind.HANGING,
        "timeout: the name server "
            + shown(server)
            + " does not answer within "
            + SafeWords.of(Duration.ofMillis(millis)),
        cause);
  }

  private void judge(Message answer, InetSocketAddress server, Attempt attempt) throws ProbeFailed {
    String asked = config.kind() + " of " + config.query();
    switch (answer.getRcode()) {
      case Rcode.NOERROR -> {}
      case Rcode.NXDOMAIN ->
          throw new ProbeFailed(
              FailureKind.NO_SUCH_NAME,
              "NXDOMAIN: " + shown(server) + " knows no name " + config.query());
      case Rcode.SERVFAIL ->
          throw new ProbeFailed(
              FailureKind.UNAVAILABLE, "SERVFAIL: " + shown(server) + " cannot resolve " + asked);
      case Rcode.REFUSED ->
          throw new ProbeFailed(
              FailureKind.NOT_ALLOWED, "REFUSED: " + shown(server) + " answers not us");
      default ->
          throw new ProbeFailed(
              FailureKind.ERROR,
              Rcode.string(answer.getRcode()) + " from " + shown(server) + " for " + asked);
    }
    List<String> found =
        answer.getSection(Section.ANSWER).stream()
            .filter(it -> it.getType() == Type.value(config.kind().name()))
            .map(Record::rdataToString)
            .toList();
    if (found.isEmpty()) {
      throw new ProbeFailed(
          FailureKind.NO_SUCH_NAME, shown(server) + " knows the name, but no " + asked);
    }
    List<String> missing =
        config.expect().stream()
            .filter(it -> found.stream().noneMatch(that -> same(it, that)))
            .toList();
    if (!missing.isEmpty()) {
      throw new ProbeFailed(
          FailureKind.UNEXPECTED,
          "%s is %s and not %s"
              .formatted(
                  asked,
                  attempt.shown(found.stream().limit(10).collect(Collectors.joining(", "))),
                  String.join(", ", missing)));
    }
  }

  /** Names end with a dot or not, in any case; texts may stand in quotes. */
  private static boolean same(String expected, String found) {
    return plain(expected).equalsIgnoreCase(plain(found));
  }

  private static String plain(String text) {
    return text.replaceAll("^\"|\"$|\\.$", "");
  }

  private static String shown(InetSocketAddress server) {
    return new Place(server.getHostString(), server.getPort()).toString();
  }
}
