package io.fivewhys.http.serve;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.call.BodyBudget;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.store.ClaimLost;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a posted snapshot the whole way: what can be refused by its headers is refused on the event
 * loop, the rest happens on a virtual thread of its own.
 */
public final class PostedSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(PostedSnapshot.class);

  private final HttpOptions options;
  private final SnapshotReading reading;
  private final ServiceMetrics metrics;
  private final Responder responder;
  private final UnderWay underWay;
  private final OnceOnly once;
  private final BodyBudget budget;

  /**
   * @param reading makes a snapshot of a body
   */
  public PostedSnapshot(Serving serving, SnapshotReading reading, ServiceMetrics metrics) {
    options = serving.options();
    this.reading = reading;
    this.metrics = metrics;
    responder = serving.responder();
    underWay = serving.underWay();
    once = serving.once();
    budget = new BodyBudget(options.maxBodyBytesAtOnce());
  }

  /** What is done with a snapshot that was read. */
  @FunctionalInterface
  public interface Work {
    /** May wait, and may throw what {@link #take} knows to answer. */
    Reply answer(Snapshot snapshot, Call call, WaitingClient client) throws InterruptedException;
  }

  /**
   * Reads the request's body and answers it.
   *
   * @throws Refusal when the headers tell that it cannot be read
   */
  public void take(RoutingContext routing, Work work) {
    HttpServerRequest request = routing.request();
    MediaType content = contentOf(request);
    var eventLoop = Vertx.currentContext();
    var body = new BodyStream(request, eventLoop, options, budget);
    var call = Call.of(routing, Optional.of(body));
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    var client = new WaitingClient();
    underWay.begin();
    routing.addEndHandler(
        ended -> {
          if (ended.failed()) {
            client.left();
          }
          underWay.end();
        });
    Thread.ofVirtual()
        .name("posted-snapshot")
        .start(
            () -> {
              Reply reply = answer(call, content, client, work);
              eventLoop.runOnContext(_ -> responder.send(request, reply));
              client.answered();
            });
  }

  private MediaType contentOf(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("Compressed bodies are not read; found Content-Encoding " + encoding + ".");
    }
    String type = request.getHeader("Content-Type");
    if (type == null) {
      throw unsupported(
          "There is no Content-Type; application/json and application/yaml are read.");
    }
    MediaType content =
        MediaType.ofContent(type)
            .orElseThrow(
                () ->
                    unsupported(
                        "application/json and application/yaml in UTF-8 are read, not " + type));
    String length = request.getHeader("Content-Length");
    // The decoder has made sure that it is a number.
    if (length != null && Long.parseLong(length.strip()) > options.maxBodyBytes()) {
      throw Problem.of(413, "too-large", BodyStream.tooLarge(options.maxBodyBytes())).refusal();
    }
    return content;
  }

  private Reply answer(Call call, MediaType content, WaitingClient client, Work work) {
    try {
      return once.answer(call, it -> attempt(it, content, client, work));
    } catch (Throwable bug) {
      return broken(bug);
    } finally {
      call.body().ifPresent(BodyStream::release);
    }
  }

  private Reply attempt(Call call, MediaType content, WaitingClient client, Work work) {
    try {
      Snapshot snapshot = read(call.body().orElseThrow(), content);
      metrics.snapshotRead(snapshot.facts().size());
      return work.answer(snapshot, call, client);
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (SnapshotRefused refused) {
      return Problem.of(refused).refusal().reply();
    } catch (DeskRefused refused) {
      return refusal(refused).reply();
    } catch (DiagnosisFailed failed) {
      return failed(failed).reply();
    } catch (CancellationException | InterruptedException _) {
      return Problem.of(503, "abandoned", "The request was given up.").refusal().reply();
    } catch (DatabaseUnavailable unavailable) {
      LOG.warn("A snapshot was not answered: {}", unavailable.getMessage());
      return OnceOnly.unavailable();
    } catch (ClaimLost _) {
      return OnceOnly.inFlight();
    } catch (Throwable bug) {
      return broken(bug);
    }
  }

  private static Reply broken(Throwable bug) {
    // An Error too: a client waits for an answer, and nobody else would hear of it.
    LOG.error("A snapshot was not answered", bug);
    return Problem.of(500, "internal", "The service failed; its log says how.").refusal().reply();
  }

  private Snapshot read(BodyStream body, MediaType content) throws IOException {
    try {
      Snapshot snapshot = reading.read(body, content.format());
      body.readToEnd();
      return snapshot;
    } catch (IOException | RuntimeException failure) {
      if (body.refused() != null) {
        throw body.refused().refusal();
      }
      throw failure;
    }
  }

  private static Refusal unsupported(String detail) {
    return Problem.of(415, "unsupported-media-type", detail).refusal();
  }

  /** 503, and when to come again, of a desk that takes no more. */
  public static Refusal refusal(DeskRefused refused) {
    String kind = refused.reason().toString().replace('_', '-');
    return Problem.of(503, kind, refused.getMessage()).retryAfter(refused.retryAfter());
  }

  /**
   * A rule's fault is the service's, not the snapshot's: whoever runs the service has to mend it.
   */
  public static Refusal failed(DiagnosisFailed failed) {
    return switch (failed.code()) {
      case DEADLINE_EXCEEDED ->
          problem(503, "deadline", logged(failed)).retryAfter(Duration.ofSeconds(5));
      case RULE_FAILED -> problem(500, "rule-failed", logged(failed)).refusal();
      case TOO_MANY_FIRINGS -> problem(500, "too-many-firings", logged(failed)).refusal();
      case TIME_EXCEEDED, MEMORY_EXCEEDED, TOO_DEEP ->
          problem(500, "rule-budget-exceeded", logged(failed)).refusal();
    };
  }

  private static Problem problem(int status, String kind, DiagnosisFailed failed) {
    return Problem.of(status, kind, failed.getMessage()).withRules(failed.rules());
  }

  private static DiagnosisFailed logged(DiagnosisFailed failed) {
    LOG.error("The rules failed: {}", failed.getMessage(), failed);
    return failed;
  }
}
