package io.fivewhys.bench;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.Rulebooks;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From files to a rulebook that can answer; beside it Drools' own way, which builds them all. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReloadBenchmark {

  /** Rules of which one file has just changed. */
  @State(Scope.Benchmark)
  public static class Changing {
    @Param({"10", "50", "200"})
    int files;

    private final Rulebooks rulebooks = Rulebooks.inMemory();
    private final TreeMap<String, String> texts = new TreeMap<>();
    private int number;
    private Rulebook inForce;

    @Setup
    public void compile() {
      texts.putAll(SampleRules.files(files));
      inForce = rulebooks.of(new RuleFiles(texts));
    }

    RuleFiles changed() {
      texts.put(SampleRules.path(0), SampleRules.drl(0, ++number));
      return new RuleFiles(texts);
    }
  }

  /** Rules that an earlier process has compiled. */
  @State(Scope.Benchmark)
  public static class Restarted {
    private final RuleFiles files = new RuleFiles(SampleRules.files(10));
    private Path cache;

    @Setup
    public void compile() throws IOException {
      cache = Files.createTempDirectory("fivewhys-bench");
      Rulebooks.keptIn(cache).of(files);
    }
  }

  @Benchmark
  @Fork(1)
  @Warmup(iterations = 30)
  @Measurement(iterations = 60)
  public Rulebook reload(Changing rules) {
    rules.inForce = rules.rulebooks.of(rules.changed());
    return rules.inForce;
  }

  @Benchmark
  @Fork(1)
  @Warmup(iterations = 8)
  @Measurement(iterations = 10)
  public Object buildAll(Changing rules) {
    return build(rules.changed());
  }

  /** In a process that has compiled nothing yet: 40 rules in 10 files. */
  @Benchmark
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Rulebook firstCompile() {
    return Rulebooks.inMemory().of(new RuleFiles(SampleRules.files(10)));
  }

  @Benchmark
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Object firstBuildAll() {
    return build(new RuleFiles(SampleRules.files(10)));
  }

  /** The same 40 rules from the cache on disk, by one who has forgotten all in memory. */
  @Benchmark
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Rulebook restart(Restarted rules) {
    return Rulebooks.keptIn(rules.cache).of(rules.files);
  }

  private static Object build(RuleFiles files) {
    KieServices services = KieServices.get();
    ReleaseId release = services.newReleaseId("bench", "all", "1." + System.nanoTime());
    KieFileSystem text = services.newKieFileSystem().generateAndWritePomXML(release);
    files.rules().forEach((path, drl) -> text.write("src/main/resources/rules/" + path, drl));
    services.newKieBuilder(text).buildAll(ExecutableModelProject.class);
    KieContainer container = services.newKieContainer(release);
    try {
      return container.getKieBase();
    } finally {
      container.dispose();
      services.getRepository().removeKieModule(release);
    }
  }
}
