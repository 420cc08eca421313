package io.fivewhys.mitigate;

import java.util.Optional;

/** Who acts for which gateway. */
@FunctionalInterface
public interface Actuators {
  /** Nobody acts for any. */
  Actuators NONE = _ -> Optional.empty();

  /** Empty where nothing can be done for it by this service: it is not looked at from here. */
  Optional<Actuator> of(String gateway);
}
