package io.fivewhys.act.breaker;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.breaker.BreakerListing;
import io.fivewhys.collect.breaker.BreakerSource;
import io.fivewhys.collect.breaker.ListedBreaker;
import io.fivewhys.collect.web.WebAnswer;
import io.fivewhys.collect.web.WebCaller;
import java.time.Duration;

/** Somewhere that holds breakers, to look at and to write to, with the same credentials. */
final class BreakerPlace implements AutoCloseable {
  private static final int METHOD_NOT_ALLOWED = 405;

  private final BreakerConfig config;
  private final BreakerSource source;
  private final WebCaller caller;

  BreakerPlace(BreakerConfig config, SourceContext context) {
    this.config = config;
    source = new BreakerSource(config, context);
    Duration usual = config.access().timeout();
    boolean isShort = usual.compareTo(config.deadline()) <= 0;
    caller = new WebCaller(config.access().within(isShort ? usual : config.deadline()), context);
  }

  BreakerConfig config() {
    return config;
  }

  BreakerListing list(Look look) throws SourceFailed, InterruptedException {
    return source.list(look);
  }

  /** The name of the source, as blind spots have it. */
  String name() {
    return source.name().toString();
  }

  /**
   * Whatever it answers.
   *
   * @throws SourceFailed when no answer came: it may have been done
   */
  WebAnswer reset(ListedBreaker breaker) throws SourceFailed, InterruptedException {
    ResetCall call = ResetCall.of(config, breaker);
    WebAnswer answer = send(call);
    return answer.status() == METHOD_NOT_ALLOWED && call.elseMethod().isPresent()
        ? send(call.otherwise())
        : answer;
  }

  private WebAnswer send(ResetCall call) throws SourceFailed, InterruptedException {
    return caller.ask(call.method(), call.path(), call.body(), call.contentType());
  }

  /** An answer in words, without secrets. */
  String words(ListedBreaker breaker, WebAnswer answer) {
    ResetCall call = ResetCall.of(config, breaker);
    String text = caller.shown(answer.text());
    String said = call.method() + " " + call.path() + " answers " + answer.status();
    return answer.isSuccess() || text.isEmpty() ? said : said + ": " + text;
  }

  String command(ListedBreaker breaker) {
    return ResetCall.of(config, breaker).command(config.access().url().toString());
  }

  @Override
  public void close() {
    source.close();
    caller.close();
  }
}
