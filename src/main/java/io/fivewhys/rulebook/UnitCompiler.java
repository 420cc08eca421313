package io.fivewhys.rulebook;

import io.fivewhys.rulebook.sandbox.Sandbox;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Turns the text of one {@code .drl} file into classes through the executable model. */
final class UnitCompiler {
  /** Rule bodies are written in today's Java; 25 is not known to Drools and would mean 17. */
  static final String LANGUAGE_LEVEL = "21";

  private static final String ROOT = "src/main/resources/rules/";
  private static final String MODELS = "/drools-model";

  private static final AtomicLong RUNS = new AtomicLong();

  /** Two compilations of one release id would share what must stay apart. */
  private static final AtomicLong RELEASES = new AtomicLong();

  private UnitCompiler() {}

  /** How many files this process has compiled, whatever came of it. */
  static long runs() {
    return RUNS.get();
  }

  /**
   * @throws RulebookRefused naming every problem of the file
   */
  static CompiledUnit compile(DrlFile file) {
    if (!file.problems().isEmpty()) {
      throw new RulebookRefused(file.problems());
    }
    refuseIfAny(Sandbox.refuse(file));
    RUNS.incrementAndGet();
    Attempt attempt = attempt(file);
    if (attempt.unit() == null) {
      throw new RulebookRefused(new CompileProblems(file).of(attempt.complaints()));
    }
    refuseIfAny(Sandbox.scan(file, attempt.unit().classes()));
    return attempt.unit();
  }

  private static void refuseIfAny(List<RuleProblem> problems) {
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
  }

  /**
   * What came of compiling a text: a unit, or complaints.
   *
   * @param unit null when there are complaints
   */
  record Attempt(CompiledUnit unit, List<Complaint> complaints) {}

  // One at a time: parts of the compiler are shared by the whole process.
  static synchronized Attempt attempt(DrlFile file) {
    System.setProperty("drools.dialect.java.compiler.lnglevel", LANGUAGE_LEVEL);
    KieServices services = KieServices.get();
    ReleaseId release =
        services.newReleaseId("io.fivewhys", "rulebook", "1." + RELEASES.incrementAndGet());
    KieFileSystem text = services.newKieFileSystem().generateAndWritePomXML(release);
    text.write(ROOT + file.path(), file.text());
    KieBuilder builder = services.newKieBuilder(text);
    try {
      builder.buildAll(ExecutableModelProject.class);
      List<Complaint> complaints =
          Complaint.all(builder.getResults().getMessages(Message.Level.ERROR));
      return complaints.isEmpty()
          ? new Attempt(output(file.path(), (InternalKieModule) builder.getKieModule()), List.of())
          : new Attempt(null, complaints);
    } catch (RuntimeException | StackOverflowError e) {
      // Some bad DRL throws instead of being reported, e.g. a number compared with a word.
      return new Attempt(null, List.of(Complaint.thrown(e)));
    } finally {
      services.getRepository().removeKieModule(release);
    }
  }

  /** What is needed to run: without sources, and without the class named after the release id. */
  private static CompiledUnit output(String path, InternalKieModule module) {
    TreeMap<String, byte[]> classes = new TreeMap<>();
    List<String> models = new ArrayList<>();
    for (String name : module.getFileNames()) {
      if (name.endsWith(".class") && !name.startsWith("org/drools/project/model/")) {
        classes.put(name, module.getBytes(name));
      } else if (name.startsWith("META-INF/kie/") && name.endsWith(MODELS)) {
        new String(module.getBytes(name), StandardCharsets.UTF_8)
            .lines()
            // The first line tells the version, with a colon.
            .filter(line -> !line.isBlank() && line.indexOf(':') < 0)
            .forEach(models::add);
      }
    }
    return new CompiledUnit(path, classes, models);
  }
}
