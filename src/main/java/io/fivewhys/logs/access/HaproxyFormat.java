package io.fivewhys.logs.access;

import io.fivewhys.logs.access.AccessLine.Written;
import io.fivewhys.logs.line.Times;
import java.util.Optional;

/**
 * HAProxy's {@code option httplog}: {@code client:port [time] frontend backend/server
 * Tq/Tw/Tc/Tr/Ta status bytes cookie cookie termination connections queues {headers} "request"},
 * after whatever syslog puts before it.
 */
final class HaproxyFormat {
  private HaproxyFormat() {}

  static AccessLine read(String text, Times times) {
    int open = CombinedFormat.dateAt(text);
    if (open < 4) {
      return null;
    }
    Optional<Times.Found> time = times.at(text, open + 1);
    if (time.isEmpty() || !text.startsWith("] ", time.get().end())) {
      return null;
    }
    Scan scan = new Scan(text, time.get().end() + 1);
    scan.word(); // frontend
    String backend = scan.word();
    String timers = scan.word();
    Draft draft = new Draft(Written.HAPROXY);
    int slash = backend.indexOf('/');
    if (slash < 1 || timers.indexOf('/') < 1 || !draft.status(scan.word())) {
      return null;
    }
    scan.word(); // bytes
    scan.word();
    scan.word();
    String termination = scan.word();
    if (termination.length() < 2 || termination.length() > 4) {
      return null;
    }
    draft.at = time.get().at();
    client(draft, text.substring(0, open));
    request(draft, text, scan.position());
    String total = timers.substring(timers.lastIndexOf('/') + 1);
    draft.millis(total.startsWith("+") ? total.substring(1) : total);
    draft.cluster(backend.substring(0, slash));
    boolean served = !backend.endsWith("/<NOSRV>");
    if (served) {
      draft.attempt(backend, draft.status);
    }
    reason(draft, termination, served);
    return draft.done();
  }

  private static void client(Draft draft, String before) {
    String trimmed = before.strip();
    String address = trimmed.substring(trimmed.lastIndexOf(' ') + 1);
    int port = address.lastIndexOf(':');
    if (port > 0) {
      draft.client(address.substring(0, port));
    }
  }

  private static void request(Draft draft, String text, int from) {
    int quote = text.indexOf('"', from);
    String request = quote < 0 ? null : new Scan(text, quote).quoted();
    if (quote >= 0) {
      // HAProxy cuts a long line before the closing quote
      draft.request(request == null ? text.substring(quote + 1) : request);
    }
  }

  /**
   * First letter: who ended it, s a time-out and S the server; second: in which phase, Q queue, C
   * connecting, H waiting for headers, D data.
   */
  private static void reason(Draft draft, String termination, boolean served) {
    String state = termination.substring(0, 2);
    switch (state) {
      case "sQ" -> draft.flags.add("UO");
      case "sC" -> draft.flags.add(served ? "UF" : "UH");
      case "SC" -> draft.flags.add(served ? "UF" : "UH");
      case "SH", "SD", "SL" -> draft.flags.add("UC");
      case "sH", "sD" -> draft.flags.add("UT");
      case "PH" -> {
        if (draft.status == 502) {
          draft.flags.add("UPE");
        }
      }
      case "CC", "CH", "CQ", "CR", "CD", "cH", "cD", "cQ" -> {
        if (draft.status < 100) {
          draft.status = Draft.CLIENT_GONE;
        }
      }
      default -> {
        if (!served && draft.status == 503) {
          draft.flags.add("UH");
        }
      }
    }
  }
}
