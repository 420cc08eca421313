package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;

/** Asks one dependency over its protocol. */
interface Probe {
  /** Where it is, for people; without credentials. */
  String target();

  /** What the dependency is, unless the configuration says otherwise. */
  DependencyProbe.Type type();

  /**
   * Asks, with the attempt's sockets or within its time, and tells the attempt what it sees. Runs
   * on a virtual thread of its own, which is interrupted when the time is over.
   *
   * @throws ProbeFailed when the dependency does not answer as it should
   * @throws SourceFailed when it cannot be asked for a reason of our own
   * @throws Exception anything else that a driver throws, read in the light of how far it came
   */
  void ask(Attempt attempt) throws Exception;

  /** The probe that this section of the configuration describes. */
  static Probe of(ProbeConfig config, SourceContext context) {
    return switch (config) {
      case Postgresql it -> new PostgresqlProbe(it, context);
      case Mysql it -> new MysqlProbe(it, context);
      case Redis it -> new RedisProbe(it, context);
      case Http it -> new HttpProbe(it, context);
      case Tcp it -> new TcpProbe(it);
      case Dns it -> new DnsProbe(it);
      case Tls it -> new TlsProbe(it, context);
      case Rabbitmq it -> new RabbitmqProbe(it, context);
    };
  }
}
