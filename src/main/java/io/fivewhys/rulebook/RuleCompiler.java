package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Turns DRL text into classes through the executable model. */
final class RuleCompiler {
  /** Rule bodies are written in today's Java; 25 is not known to Drools and would mean 17. */
  static final String LANGUAGE_LEVEL = "21";

  private static final String ROOT = "src/main/resources/rules/";

  private static final AtomicLong RUNS = new AtomicLong();

  private RuleCompiler() {}

  /** How often this process has compiled, whatever came of it. */
  static long runs() {
    return RUNS.get();
  }

  /**
   * @param files DRL by path inside the rulebook
   * @throws RulebookRefused naming every problem the compiler found
   */
  static synchronized CompiledRules compile(Map<String, String> files) {
    RUNS.incrementAndGet();
    System.setProperty("drools.dialect.java.compiler.lnglevel", LANGUAGE_LEVEL);
    KieServices services = KieServices.get();
    ReleaseId release = KnowledgeBase.newRelease();
    KieFileSystem text = services.newKieFileSystem().generateAndWritePomXML(release);
    files.forEach((path, drl) -> text.write(ROOT + path, drl));
    KieBuilder builder = services.newKieBuilder(text);
    try {
      build(builder, files);
      return output((InternalKieModule) builder.getKieModule());
    } finally {
      services.getRepository().removeKieModule(release);
    }
  }

  private static void build(KieBuilder builder, Map<String, String> files) {
    try {
      builder.buildAll(ExecutableModelProject.class);
    } catch (RuntimeException | StackOverflowError e) {
      // Some bad DRL throws instead of being reported, e.g. a number compared with a word.
      throw new RulebookRefused(
          List.of(RuleProblem.of(Stage.COMPILE, "", "the rules cannot be compiled: " + e, "")));
    }
    List<RuleProblem> problems = new ArrayList<>();
    for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
      problems.add(problem(message, files));
    }
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
  }

  /** What is needed to run: without sources, and without the class named after the release id. */
  private static CompiledRules output(InternalKieModule module) {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    for (String name : module.getFileNames()) {
      if (name.startsWith("META-INF/kie/")
          || name.endsWith(".class") && !name.startsWith("org/drools/project/model/")) {
        contents.put(name, module.getBytes(name));
      }
    }
    return new CompiledRules(contents);
  }

  private static RuleProblem problem(Message message, Map<String, String> files) {
    String path = message.getPath() == null ? "" : message.getPath();
    int at = path.indexOf("rules/");
    String file = at < 0 ? path : path.substring(at + "rules/".length());
    int line = message.getLine();
    return new RuleProblem(
        Stage.COMPILE,
        file,
        "",
        line > 0 ? line : lineOfLastWord(message.getText(), files.getOrDefault(file, "")),
        0,
        "",
        message.getText(),
        "");
  }

  /**
   * Of "Unable to find class: Finding" the compiler does not tell the line. Where the file has that
   * word on one line only, it is that one; otherwise 0.
   */
  private static int lineOfLastWord(String message, String drl) {
    String word = message.replaceAll("(?s).*\\W(?=\\w+\\W*$)", "").replaceAll("\\W", "");
    List<String> lines = drl.lines().toList();
    int found = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!word.isEmpty() && List.of(lines.get(i).split("\\W+")).contains(word)) {
        if (found > 0) {
          return 0;
        }
        found = i + 1;
      }
    }
    return found;
  }
}
