package io.fivewhys.collect.probe;

import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.util.Map;
import java.util.OptionalLong;

/** Reads the answer to INFO: https://redis.io/docs/latest/commands/info/ */
final class RedisState {
  private final Map<String, String> info;
  private final Probed probed;
  private final Attempt attempt;

  RedisState(Map<String, String> info, Probed probed, Attempt attempt) {
    this.info = info;
    this.probed = probed;
    this.attempt = attempt;
  }

  /** Tells the attempt what the server says of itself. */
  void tell(RedisCounters counters) throws ProbeFailed {
    if (is("loading", "1")) {
      throw new ProbeFailed(
          FailureKind.STARTING, "LOADING: " + attempt.place() + " still loads its data");
    }
    memory();
    clients();
    counters.rates(info).forEach((name, rate) -> attempt.sees(rate(name, rate)));
    replication();
    if (attempt.complaint().isEmpty()
        && (is("rdb_last_bgsave_status", "err") || is("aof_last_write_status", "err"))) {
      attempt.complains(attempt.place() + " could not save to disk the last time");
    }
  }

  private FactDraft<?> rate(String name, double rate) {
    return FactDraft.of(Signal.class)
        .set("name", name)
        .set("subject", probed.name())
        .set("value", rate);
  }

  private void memory() {
    OptionalLong used = number("used_memory");
    long most = number("maxmemory").orElse(0);
    // A cache that evicts whatever it likes is full most of its life, and well.
    boolean mayBeFull = info.getOrDefault("maxmemory_policy", "").startsWith("allkeys");
    if (used.isPresent()) {
      attempt.sees(
          Usage.of(probed, ResourceUsage.Resource.MEMORY)
              .set("used", used)
              .set("limit", most > 0 && !mayBeFull ? most : null)
              .set("unit", "bytes"));
    }
    if (most > 0 && used.orElse(0) >= most && is("maxmemory_policy", "noeviction")) {
      attempt.complains(
          "OOM: "
              + attempt.place()
              + " uses all of its maxmemory and evicts nothing, so that writes fail");
    }
  }

  private void clients() {
    number("connected_clients")
        .ifPresent(
            used -> attempt.sees(Usage.connections(probed, used, number("maxclients").orElse(0))));
  }

  private void replication() {
    if (!is("role", "slave")) {
      attempt.seesReadOnly(attempt.readOnly().orElse(false));
      return;
    }
    attempt.seesReadOnly(!is("slave_read_only", "0"));
    if (is("master_link_status", "down")) {
      attempt.sees(
          Replication.stopped(
              probed.name(),
              attempt.place(),
              "no link to its master for "
                  + number("master_link_down_since_seconds").orElse(0)
                  + " s"));
    }
  }

  private boolean is(String key, String value) {
    return info.getOrDefault(key, "").equals(value);
  }

  private OptionalLong number(String key) {
    String text = info.getOrDefault(key, "");
    return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
