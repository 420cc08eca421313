package io.fivewhys.intervene;

import io.fivewhys.mitigate.Policy;
import org.jdbi.v3.core.Handle;

/** The policy that holds. */
public interface PolicyInForce {
  /** One that never changes. */
  static PolicyInForce always(Policy policy) {
    return new PolicyInForce() {
      @Override
      public Policy current() {
        return policy;
      }

      @Override
      public Policy current(Handle handle) {
        return policy;
      }
    };
  }

  /** As far as this replica knows. */
  Policy current();

  /** As of this transaction, whatever this replica knew. */
  Policy current(Handle handle);
}
