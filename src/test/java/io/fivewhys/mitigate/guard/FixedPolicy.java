package io.fivewhys.mitigate.guard;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Always says the same. */
record FixedPolicy(Mode mode, boolean twoPeople, boolean plainDelete) implements Policy {
  static final FixedPolicy AUTO = new FixedPolicy(Mode.AUTO, false, false);

  @Override
  public long version() {
    return 2;
  }

  @Override
  public Decision decide(
      Recommendation recommendation, Map<String, String> labels, List<Past> alike, Instant now) {
    return new Decision(mode, "rule", twoPeople, plainDelete, false, 2, "rule says " + mode);
  }

  @Override
  public boolean mayDo(String gateway, Action action) {
    return mode != Mode.RECOMMEND;
  }

  @Override
  public List<Guard> guards() {
    return List.of();
  }

  @Override
  public Timing timing() {
    return Timing.defaults();
  }
}
