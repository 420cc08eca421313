package io.fivewhys.incident;

import io.fivewhys.inference.Category;
import java.util.Optional;

/**
 * What a silence is about. All that is named must be so, exactly.
 *
 * @param gateway name of one, or {@link #ANY}
 * @param category of the cause; empty for any, and for incidents of which no cause is known
 * @param subject name of what the cause is about, without its kind; empty for any
 */
public record SilenceScope(String gateway, Optional<Category> category, Optional<String> subject) {
  public static final String ANY = "*";

  /**
   * Whether it is about an incident. One that names a cause is about none of which the cause is
   * unknown: that might be another.
   */
  public boolean covers(String itsGateway, Optional<CauseKey> cause) {
    boolean gatewayFits = gateway.equals(ANY) || gateway.equals(itsGateway);
    boolean categoryFits =
        category.isEmpty() || cause.filter(it -> it.category() == category.get()).isPresent();
    boolean subjectFits =
        subject.isEmpty()
            || cause.filter(it -> it.subject().name().equals(subject.get())).isPresent();
    return gatewayFits && categoryFits && subjectFits;
  }

  /** For people: "api-gateway, deployment issue of orders". */
  public String words() {
    String where = gateway.equals(ANY) ? "all gateways" : gateway;
    if (category.isEmpty() && subject.isEmpty()) {
      return where;
    }
    return where
        + ", "
        + category.map(Category::words).orElse("whatever is wrong")
        + subject.map(it -> " of " + it).orElse("");
  }
}
