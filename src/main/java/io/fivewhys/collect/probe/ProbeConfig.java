package io.fivewhys.collect.probe;

/** A dependency and how to ask it; a section of the configuration, told apart by {@code type}. */
public sealed interface ProbeConfig
    permits Postgresql, Mysql, Redis, Http, Tcp, Dns, Tls, Rabbitmq {
  /** What every probe says of the dependency that it asks. */
  Probed probed();
}
