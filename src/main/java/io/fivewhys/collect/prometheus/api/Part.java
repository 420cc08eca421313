package io.fivewhys.collect.prometheus.api;

import java.util.List;

/** Something to find out in one look. Made for that look, and not safe for use by threads. */
public interface Part {

  /** What to ask. */
  List<Asking> asks();

  /** What to ask when that is answered. */
  default List<Asking> then(Answers answers) {
    return List.of();
  }

  /** Says what the answers mean. What a failed query leaves unknown is said by others. */
  void tell(Answers answers, Findings findings);
}
