package io.fivewhys.collect.probe;

import com.google.re2j.Pattern;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.probe.Attempt.Phase;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.collect.web.WebAnswer;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.DependencyProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP, over a connection of its own each time. */
final class HttpProbe implements Probe {
  private static final long MOST_BYTES = 4L << 20;

  private final Http config;
  private final SourceContext context;
  private final Optional<Pattern> body;

  HttpProbe(Http config, SourceContext context) {
    this.config = config;
    this.context = context;
    this.body = config.bodyMatches().map(Pattern::compile);
  }

  /** Without the query, which might hold a secret. */
  @Override
  public String target() {
    String path = config.path().orElse("").replaceFirst("\\?.*", "");
    return config.access().url() + path;
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.EXTERNAL_API;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, SourceFailed, InterruptedException {
    conceal(attempt);
    attempt.resolve(config.access().url().getHost().replaceAll("[\\[\\]]", ""));
    // What could not be connected was told before the time is over.
    attempt.reached(Phase.CONNECTED);
    try (var caller = new WebCaller(within(attempt.left()), context)) {
      String path = config.path().orElse("");
      judge(caller.ask(config.method().orElse("GET"), path, "", ""), attempt);
      attempt.answered();
    } catch (SourceFailed e) {
      throw HttpFailures.of(e, config.access().url(), attempt);
    }
  }

  /** A server may send back what was sent to it. */
  private void conceal(Attempt attempt) throws SourceFailed {
    WebAccess access = config.access();
    List<SecretRef> secrets = new ArrayList<>(access.secretHeaders().values());
    access.bearer().ifPresent(secrets::add);
    for (SecretRef each : secrets) {
      attempt.reveal(each, context);
    }
    if (access.password().isPresent()) {
      String password = attempt.reveal(access.password().get(), context);
      String both = access.username().orElseThrow() + ":" + password;
      attempt.conceal(Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void judge(WebAnswer answer, Attempt attempt) throws ProbeFailed {
    if (!config.expects(answer.status())) {
      throw HttpFailures.status(answer, attempt);
    }
    if (body.isPresent() && !body.get().matcher(answer.text()).find()) {
      throw new ProbeFailed(
          FailureKind.UNEXPECTED,
          "HTTP %d, and the body does not match %s: %s"
              .formatted(answer.status(), body.get(), attempt.shown(answer.text())));
    }
  }

  /** Each wait ends a little before the one around it, so that it is told what was waited for. */
  private WebAccess within(Duration left) {
    WebAccess access = config.access();
    return new WebAccess(
        access.url(),
        access.bearer(),
        access.username(),
        access.password(),
        access.headers(),
        access.secretHeaders(),
        access.caFile(),
        access.certificateFile(),
        access.keyFile(),
        access.insecureSkipVerify(),
        left.multipliedBy(8).dividedBy(10),
        left.multipliedBy(19).dividedBy(20),
        Math.min(MOST_BYTES, access.maxBytes()));
  }
}
