package io.fivewhys.http.serve;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.http.call.BodyBudget;
import io.fivewhys.http.call.BodyRefused;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.revision.RevisionsUnavailable;
import io.fivewhys.store.ClaimLost;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers operations that block or take long, each on a virtual thread of its own, and only so many
 * at once: the rest hears 503 at once.
 */
public final class OffLoop {
  private static final Logger LOG = LoggerFactory.getLogger(OffLoop.class);

  private final HttpOptions options;
  private final Readiness readiness;
  private final Responder responder;
  private final UnderWay underWay;
  private final OnceOnly once;
  private final Semaphore places;
  private final BodyBudget budget;

  /**
   * @param options whose limits for bodies hold here
   * @param mostAtOnce requests that run or wait
   */
  OffLoop(Serving serving, HttpOptions options, int mostAtOnce) {
    this.options = options;
    readiness = serving.readiness();
    responder = serving.responder();
    underWay = serving.underWay();
    once = serving.once();
    places = new Semaphore(mostAtOnce);
    budget = new BodyBudget(options.maxBodyBytesAtOnce());
  }

  /** Makes the answer; may throw {@link Refusal}. */
  public interface Work {
    Reply answer(Call call) throws IOException;
  }

  /** The same for whoever gives up when nobody waits any more. */
  public interface AwaitedWork {
    Reply answer(Call call, WaitingClient client) throws IOException;
  }

  /** For operations without a body. */
  public Handler<RoutingContext> handler(Work work) {
    return routing -> start(routing, Call.of(routing, Optional.empty()), work);
  }

  /** As {@link #handler(Work)} where the answer is for the one who asked and may not be kept. */
  public Handler<RoutingContext> withoutKeys(Work work) {
    return routing -> start(routing, Call.of(routing, Optional.empty()).withoutKey(), work);
  }

  /**
   * For operations with one.
   *
   * @param mediaTypes that it may have, in UTF-8
   */
  public Handler<RoutingContext> handler(Set<String> mediaTypes, Work work) {
    return awaited(mediaTypes, (call, _) -> work.answer(call));
  }

  /** As {@link #handler(Set, Work)}, and the work hears when its client leaves. */
  public Handler<RoutingContext> awaited(Set<String> mediaTypes, AwaitedWork work) {
    return routing -> {
      HttpServerRequest request = routing.request();
      mustBe(mediaTypes, request);
      mustFit(request);
      var body = new BodyStream(request, Vertx.currentContext(), options, budget);
      var client = new WaitingClient();
      routing.addEndHandler(
          ended -> {
            if (ended.failed()) {
              client.left();
            }
          });
      start(routing, Call.of(routing, Optional.of(body)), call -> work.answer(call, client));
    };
  }

  /**
   * As {@link #handler(Set, Work)} for those of whom only the signature of the body says who they
   * are: nobody else may take up their keys, and what nobody signed is not worth to be kept.
   */
  public Handler<RoutingContext> withoutKeys(Set<String> mediaTypes, Work work) {
    return routing -> {
      HttpServerRequest request = routing.request();
      mustBe(mediaTypes, request);
      mustFit(request);
      var body = new BodyStream(request, Vertx.currentContext(), options, budget);
      start(routing, Call.of(routing, Optional.of(body)).withoutKey(), work);
    };
  }

  /**
   * As {@link #handler(Set, Work)}, and somebody is told of a body that is refused for the length
   * that it announces, before that is answered.
   */
  public Handler<RoutingContext> handler(Set<String> mediaTypes, Work work, Runnable tooLarge) {
    Handler<RoutingContext> usual = handler(mediaTypes, work);
    return routing -> {
      mustBe(mediaTypes, routing.request());
      if (fits(routing.request())) {
        usual.handle(routing);
      } else {
        start(
            routing,
            // Without its body it is not known what the key is for.
            Call.of(routing, Optional.empty()).withoutKey(),
            _ -> {
              tooLarge.run();
              throw tooLarge();
            });
      }
    };
  }

  private void start(RoutingContext routing, Call call, Work work) {
    HttpServerRequest request = routing.request();
    readiness.mustNotDrain();
    if (!places.tryAcquire()) {
      throw Problem.of(503, "full", "Too many such requests are under way.")
          .retryAfter(Duration.ofSeconds(1));
    }
    Context eventLoop = Vertx.currentContext();
    if (call.body().isPresent() && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    underWay.begin();
    routing.addEndHandler(_ -> underWay.end());
    Thread.ofVirtual()
        .name("off-loop")
        .start(
            () -> {
              Reply reply = answer(call, work);
              try {
                eventLoop.runOnContext(_ -> responder.send(request, reply));
              } catch (RejectedExecutionException stopped) {
                LOG.debug("The service stopped before an answer was there");
              }
            });
  }

  private Reply answer(Call call, Work work) {
    try {
      return once.answer(call, it -> attempt(it, work));
    } catch (Throwable bug) {
      return broken(bug);
    } finally {
      call.body().ifPresent(BodyStream::release);
      places.release();
    }
  }

  private static Reply attempt(Call call, Work work) {
    try {
      return work.answer(call);
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (BodyRefused refused) {
      return refused.refusal().reply();
    } catch (RevisionsUnavailable unavailable) {
      LOG.error("The revisions of the rules cannot be used", unavailable);
      var detail = "The revisions of the rules cannot be read or written; the log says why.";
      return Problem.of(503, "revisions-unavailable", detail)
          .retryAfter(Duration.ofSeconds(10))
          .reply();
    } catch (AuditUnavailable unavailable) {
      LOG.error("Nothing is changed or told: {}", unavailable.getMessage());
      var detail =
          "The audit log cannot be written or read, so nothing is changed; the log says why.";
      return Problem.of(503, "audit-unavailable", detail)
          .retryAfter(Duration.ofSeconds(10))
          .reply();
    } catch (DatabaseUnavailable unavailable) {
      LOG.warn("A request was not done: {}", unavailable.getMessage());
      return OnceOnly.unavailable();
    } catch (ClaimLost _) {
      return OnceOnly.inFlight();
    } catch (Throwable bug) {
      return broken(bug);
    }
  }

  private static Reply broken(Throwable bug) {
    // An Error too: a client waits for an answer, and nobody else would hear of it.
    LOG.error("A request was not answered", bug);
    return Problem.of(500, "internal", "The service failed; its log says how.").refusal().reply();
  }

  private static void mustBe(Set<String> mediaTypes, HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    String type = request.getHeader("Content-Type");
    boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
    if (!plain || type == null || !isOneOf(mediaTypes, type)) {
      var detail =
          "Content-Type must be %s, in UTF-8 and not compressed."
              .formatted(String.join(" or ", mediaTypes.stream().sorted().toList()));
      throw Problem.of(415, "unsupported-media-type", detail).refusal();
    }
  }

  private static boolean isOneOf(Set<String> mediaTypes, String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return mediaTypes.contains(parts[0].strip());
  }

  private void mustFit(HttpServerRequest request) {
    if (!fits(request)) {
      throw tooLarge();
    }
  }

  private Refusal tooLarge() {
    return Problem.of(413, "too-large", BodyStream.tooLarge(options.maxBodyBytes())).refusal();
  }

  private boolean fits(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    // The decoder has made sure that it is a number.
    return length == null || Long.parseLong(length.strip()) <= options.maxBodyBytes();
  }
}
