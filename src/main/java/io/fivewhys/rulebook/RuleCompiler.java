package io.fivewhys.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/** Turns DRL text into a knowledge base through the executable model. */
final class RuleCompiler {
  private static final String ROOT = "src/main/resources/rules/";

  /** Two containers of one release id would share what must stay apart. */
  private static final AtomicLong RELEASES = new AtomicLong();

  private RuleCompiler() {}

  /** A knowledge base and the container it must be given back with. */
  record Compiled(KieBase knowledge, KieContainer container, ReleaseId release) {}

  /**
   * @param files DRL by path inside the rulebook
   * @throws RulebookRefused naming every problem the compiler found
   */
  static synchronized Compiled compile(Map<String, String> files) {
    // Rule bodies are written in today's Java; without this the compiler falls back to 17.
    System.setProperty("drools.dialect.java.compiler.lnglevel", "21");
    KieServices services = KieServices.get();
    ReleaseId release =
        services.newReleaseId("io.fivewhys", "rulebook", "1." + RELEASES.incrementAndGet());
    KieFileSystem text = services.newKieFileSystem().generateAndWritePomXML(release);
    files.forEach((path, drl) -> text.write(ROOT + path, drl));
    KieBuilder builder = services.newKieBuilder(text);
    try {
      builder.buildAll(ExecutableModelProject.class);
    } catch (RuntimeException | StackOverflowError e) {
      // Some bad DRL throws instead of being reported, e.g. a number compared with a word.
      throw new RulebookRefused(
          List.of(new RulebookRefused.Problem("", 0, "the rules cannot be compiled: " + e)));
    }
    List<RulebookRefused.Problem> problems = new ArrayList<>();
    for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
      problems.add(problem(message));
    }
    if (!problems.isEmpty()) {
      services.getRepository().removeKieModule(release);
      throw new RulebookRefused(problems);
    }
    KieContainer container = services.newKieContainer(release);
    return new Compiled(container.getKieBase(), container, release);
  }

  static void dispose(Compiled compiled) {
    compiled.container().dispose();
    KieServices.get().getRepository().removeKieModule(compiled.release());
  }

  private static RulebookRefused.Problem problem(Message message) {
    String path = message.getPath() == null ? "" : message.getPath();
    int at = path.indexOf("rules/");
    return new RulebookRefused.Problem(
        at < 0 ? path : path.substring(at + "rules/".length()),
        Math.max(0, message.getLine()),
        message.getText());
  }
}
