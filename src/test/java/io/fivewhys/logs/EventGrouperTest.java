package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventGrouperTest {
  private static List<Event> events(String text) {
    Times times = new Times(Instant.parse("2026-11-22T10:20:00Z"));
    List<Event> events = new ArrayList<>();
    EventGrouper grouper = new EventGrouper(times, events::add);
    text.lines().forEach(line -> grouper.add(RawLine.of(line, times)));
    grouper.finish();
    return events;
  }

  private static final String JAVA =
      """
      2026-11-22 10:15:00.123 ERROR 1 --- [exec-1] c.s.Api : request failed
      com.shop.RateException: no rate
      \tat com.shop.Api.get(Api.java:12)
      Caused by: java.lang.NullPointerException: null
      \t... 12 more
      """;

  @Test
  void aJavaTraceIsOneEventWithItsRootCauseFirst() {
    List<Event> events =
        events(JAVA + JAVA + "2026-11-22 10:15:01.000  INFO 1 --- [exec-1] c.s.Api : served\n");
    assertThat(events).hasSize(3);
    assertThat(events.getFirst().lines()).isEqualTo(5);
    assertThat(events.getFirst().rootFirst().getFirst())
        .startsWith("Caused by: java.lang.NullPointerException");
  }

  @Test
  void timestampsOfKubectlChangeNothing() {
    String prefixed = JAVA.replaceAll("(?m)^", "2026-11-22T10:15:00.123456789Z ");
    assertThat(events(prefixed + prefixed)).hasSize(2);
    String cri = JAVA.replaceAll("(?m)^", "2026-11-22T10:15:00.123456789Z stderr F ");
    assertThat(events(cri + cri)).hasSize(2);
    String pods = JAVA.replaceAll("(?m)^", "[pod/api-1/app] ");
    assertThat(events(pods + pods)).hasSize(2);
    String colours = JAVA.replace("ERROR", "\u001b[31mERROR\u001b[0m");
    assertThat(events(colours + colours)).hasSize(2);
  }

  @Test
  void linesOfSeveralPodsDoNotMix() {
    assertThat(
            events(
                """
                [pod/api-1/app] 2026-11-22 10:15:00 ERROR first
                [pod/api-2/app] 2026-11-22 10:15:00 ERROR second
                [pod/api-1/app] java.lang.IllegalStateException: one
                [pod/api-2/app] java.lang.IllegalStateException: two
                """))
        .extracting(event -> event.rootFirst().getFirst())
        .containsExactlyInAnyOrder(
            "java.lang.IllegalStateException: one", "java.lang.IllegalStateException: two");
  }

  @Test
  void aPythonTracebackIsOneEventWithAHeaderBeforeEachLineOrWithout() {
    String traceback =
        """
        Traceback (most recent call last):
          File "/app/api.py", line 8, in get
            return rates[code]
        KeyError: 'dkk'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/app/api.py", line 10, in get
            raise Refused(code)
        app.Refused: dkk
        """;
    assertThat(events("2026-11-22 10:15:00,120 ERROR api failed\n" + traceback)).hasSize(1);
    assertThat(events(traceback)).hasSize(1);
    String prefixed =
        traceback
            .lines()
            .filter(l -> !l.isBlank())
            .map(l -> "10:15:00 ERROR api-1 " + l + "\n")
            .reduce("", String::concat);
    assertThat(events(prefixed)).hasSizeLessThanOrEqualTo(2);
    assertThat(events("10:15:00 ERROR api-1 failed\n" + prefixed).getFirst().rootFirst())
        .contains("KeyError: 'dkk'");
  }

  @Test
  void aGoPanicIsOneEventAndLinesAfterItAreOthers() {
    List<Event> events =
        events(
            """
            {"level":"info","ts":"2026-11-22T10:15:00Z","msg":"listening"}
            panic: runtime error: index out of range [3] with length 3

            goroutine 8 [running]:
            example.org/fare.(*Table).Lookup(0xc0004a8000, {0xc0012be1e0, 0x6})
            \t/src/table.go:118 +0x2c5
            created by net/http.(*Server).Serve in goroutine 1
            \t/usr/local/go/src/net/http/server.go:3285 +0x4b4
            exit status 2
            {"level":"info","ts":"2026-11-22T10:15:01Z","msg":"listening"}
            """);
    assertThat(events).hasSize(3);
    assertThat(events.get(1).lines()).isEqualTo(8);
  }

  @Test
  void dumpsOfNodeDotNetRubyPhpAndRustAreOneEventEach() {
    assertThat(
            events(
                """
                Error: getaddrinfo EAI_AGAIN rates.example
                    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:120:26) {
                  errno: -3001,
                  code: 'EAI_AGAIN'
                }
                Error: getaddrinfo EAI_AGAIN rates.example
                    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:120:26)
                """))
        .hasSize(2);
    assertThat(
            events(
                """
                fail: Shop.Api[0]
                      Request failed
                      System.InvalidOperationException: no rate
                       ---> System.NullReferenceException: Object reference
                         at Shop.Rates.Find() in /src/Rates.cs:line 12
                         --- End of inner exception stack trace ---
                info: Shop.Api[0]
                      served
                """))
        .hasSize(2);
    assertThat(
            events(
                """
                E, [2026-11-22T10:15:00.123456 #1] ERROR -- : NoMethodError (undefined method `x' for nil):
                app/models/rate.rb:12:in `find'
                I, [2026-11-22T10:15:01.123456 #1]  INFO -- : served
                """))
        .hasSize(2);
    assertThat(
            events(
                """
                [22-Nov-2026 10:15:00 UTC] PHP Fatal error:  Uncaught TypeError: x in /app/a.php:3
                Stack trace:
                #0 /app/api.php(3): Rates->find(NULL)
                #1 {main}
                  thrown in /app/Rates.php on line 12
                """))
        .hasSize(1);
    assertThat(
            events(
                    """
                    thread 'main' panicked at src/main.rs:4:5:
                    index out of bounds: the len is 3 but the index is 3
                    stack backtrace:
                       0: rust_begin_unwind
                                 at /rustc/x/library/std/src/panicking.rs:645:5
                    note: run with `RUST_BACKTRACE=1`
                    """)
                .size())
        .isLessThanOrEqualTo(2);
  }

  @Test
  void plainLinesAfterAnInfoLineStandForThemselves() {
    assertThat(
            events(
                "2026-11-22 10:15:00 INFO started\n"
                    + "connect ECONNREFUSED 10.0.0.1:80\n"
                    + "connect ECONNREFUSED 10.0.0.1:80\n"))
        .hasSize(3);
  }

  @Test
  void whatDockerWrapsIsReadAsWritten() {
    List<Event> events =
        events(
            """
            {"log":"2026-11-22 10:15:00 ERROR failed\\n","stream":"stderr","time":"2026-11-22T10:15:00.1Z"}
            {"log":"java.lang.IllegalStateException: one\\n","stream":"stderr","time":"2026-11-22T10:15:00.1Z"}
            """);
    assertThat(events).hasSize(1);
  }
}
