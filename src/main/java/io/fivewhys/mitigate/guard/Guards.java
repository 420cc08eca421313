package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Policy;
import java.util.List;
import java.util.Set;

/** All of them. */
public final class Guards {
  private Guards() {}

  /**
   * In the order in which people should read their objections: who forbids it, then what is not
   * known, then what would break, then how often.
   *
   * @param policy that they belong to
   * @param protectedNamespaces in which nothing is done
   */
  public static List<Guard> of(
      Policy policy, Limits limits, Set<String> protectedNamespaces, List<Freeze> freezes) {
    return List.of(new StopSwitch(), new StillDecided(policy));
  }
}
