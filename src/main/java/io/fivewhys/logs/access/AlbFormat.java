package io.fivewhys.logs.access;

import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Times;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * AWS application load balancer: type, time, balancer, client, target, three durations in seconds,
 * two statuses.
 */
final class AlbFormat {
  private AlbFormat() {}

  static AccessLine read(String text, Times times) {
    Scan scan = new Scan(text, 0);
    switch (scan.word()) {
      case "http", "https", "h2", "grpcs", "ws", "wss" -> {}
      default -> {
        return null;
      }
    }
    Optional<Times.Found> time = times.at(scan.word(), 0);
    if (time.isEmpty()) {
      return null;
    }
    scan.word(); // the balancer
    Draft draft = new Draft(Written.ALB);
    draft.at = time.get().at();
    draft.client(scan.word());
    String target = scan.word();
    double seconds = 0;
    boolean timed = false;
    for (int i = 0; i < 3; i++) {
      OptionalDouble part = Scan.decimal(scan.word());
      timed |= part.isPresent();
      seconds += part.orElse(0);
    }
    String status = scan.word();
    OptionalInt answered = Scan.integer(scan.word());
    scan.word();
    scan.word();
    String request = scan.quoted();
    if (!draft.status(status) || request == null) {
      return null;
    }
    draft.request(request);
    String userAgent = scan.quoted();
    draft.userAgent(userAgent == null ? "" : userAgent);
    scan.word(); // cipher
    scan.word(); // protocol
    group(draft, scan.word());
    draft.attempt(target, answered.orElse(draft.status));
    draft.millis = timed ? OptionalDouble.of(seconds * 1000) : OptionalDouble.empty();
    if (draft.status == 503 && Draft.isAbsent(target)) {
      draft.flags.add("UH");
    } else if (draft.status == 504) {
      draft.flags.add("UT");
    }
    return draft.done();
  }

  /** {@code arn:aws:…:targetgroup/name/id}. */
  private static void group(Draft draft, String arn) {
    int name = arn.indexOf(":targetgroup/");
    if (name > 0) {
      int begin = name + ":targetgroup/".length();
      int end = arn.indexOf('/', begin);
      draft.cluster(end < 0 ? arn.substring(begin) : arn.substring(begin, end));
    }
  }
}
