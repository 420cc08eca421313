package io.fivewhys.http.rule;

import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.vocabulary.Vocabulary;
import io.fivewhys.vocabulary.VocabularyText;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rules can be written with. The rules are read for it, so not on the event loop. */
final class ReadVocabulary implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadVocabulary.class);
  private static final String MARKDOWN = "text/markdown; charset=utf-8";

  private final RuleInsight insight;
  private final Readiness readiness;
  private final Responder responder;

  ReadVocabulary(RuleInsight insight, Readiness readiness, Responder responder) {
    this.insight = insight;
    this.readiness = readiness;
    this.responder = responder;
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustBeReady();
    String accept = String.join(",", routing.request().headers().getAll("Accept"));
    var eventLoop = Vertx.currentContext();
    Thread.ofVirtual()
        .name("vocabulary")
        .start(
            () -> {
              Reply reply = answer(accept);
              eventLoop.runOnContext(_ -> responder.send(routing.request(), reply));
            });
  }

  private Reply answer(String accept) {
    try {
      Vocabulary vocabulary = insight.vocabulary();
      return MediaType.prefersText(accept)
          ? Reply.ok(MARKDOWN, VocabularyText.of(vocabulary))
          : Reply.ok(MediaType.accepted(accept), vocabulary);
    } catch (Throwable bug) {
      // An Error too: a client waits for an answer, and nobody else would hear of it.
      LOG.error("The vocabulary was not read", bug);
      return Problem.of(500, "internal", "The service failed; its log says how.").refusal().reply();
    }
  }
}
