package io.fivewhys.incident;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;

/** What makes two causes the same: what kind of thing is wrong, and with whom. */
public record CauseKey(Category category, Subject subject) {

  public static CauseKey of(Diagnosis.Cause cause) {
    return new CauseKey(cause.category(), cause.subject());
  }

  /** For people: "deployment issue of Deployment/orders". */
  public String words() {
    return category.words() + " of " + subject;
  }
}
