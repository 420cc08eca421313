package io.fivewhys.rulebook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.base.RuleBase;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.model.Model;
import org.drools.modelcompiler.CanonicalKieModule;
import org.drools.util.PortablePath;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.runtime.KieContainer;

/** Compiled rules, loaded by a class loader of their own; what sessions are made from. */
final class KnowledgeBase implements AutoCloseable {
  /** Two containers of one release id would share what must stay apart. */
  private static final AtomicLong RELEASES = new AtomicLong();

  private final KieBase rules;
  private final KieContainer container;
  private final ReleaseId release;
  private final List<Model> models;

  private KnowledgeBase(
      KieBase rules, KieContainer container, ReleaseId release, CompiledRules compiled) {
    this.rules = rules;
    this.container = container;
    this.release = release;
    this.models = models(rules, compiled);
  }

  /** A release id that nothing else in this process has. */
  static ReleaseId newRelease() {
    // Group and artifact name a folder of the compiled rules: only the version may differ.
    return KieServices.get()
        .newReleaseId("io.fivewhys", "rulebook", "1." + RELEASES.incrementAndGet());
  }

  /**
   * Loads compiled rules.
   *
   * @throws RuntimeException or {@link LinkageError}, when they do not fit this program
   */
  static KnowledgeBase of(CompiledRules compiled) {
    KieServices services = KieServices.get();
    MemoryFileSystem files = new MemoryFileSystem();
    compiled.contents().forEach((path, bytes) -> files.write(PortablePath.of(path), bytes));
    KieModuleModel model = services.newKieModuleModel();
    KieBuilderImpl.setDefaultsforEmptyKieModule(model);
    ReleaseId release = newRelease();
    services
        .getRepository()
        .addKieModule(new CanonicalKieModule(new MemoryKieModule(release, model, files)));
    KieContainer container = null;
    try {
      container = services.newKieContainer(release);
      return new KnowledgeBase(container.getKieBase(), container, release, compiled);
    } catch (RuntimeException | LinkageError e) {
      dispose(container, release);
      throw e;
    }
  }

  KieBase rules() {
    return rules;
  }

  /** The rules as data, whose conditions can be asked one by one. */
  List<Model> models() {
    return models;
  }

  private static List<Model> models(KieBase rules, CompiledRules compiled) {
    List<Model> models = new ArrayList<>();
    ClassLoader loader = ((RuleBase) rules).getRootClassLoader();
    for (var entry : compiled.contents().entrySet()) {
      if (!entry.getKey().endsWith("/drools-model")) {
        continue;
      }
      String list = new String(entry.getValue(), StandardCharsets.UTF_8);
      // A line with a colon tells the version.
      for (String name : list.lines().filter(it -> !it.isBlank() && !it.contains(":")).toList()) {
        try {
          models.add((Model) loader.loadClass(name.strip()).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("the model " + name + " cannot be made", e);
        }
      }
    }
    return List.copyOf(models);
  }

  @Override
  public void close() {
    dispose(container, release);
  }

  private static void dispose(KieContainer container, ReleaseId release) {
    if (container != null) {
      container.dispose();
    }
    KieServices.get().getRepository().removeKieModule(release);
  }
}
