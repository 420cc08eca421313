package io.fivewhys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each package may use those above it, never those below. */
class PackageDirectionTest {
  /** From top to bottom; a package that is not here yet may come at its place. */
  private static final List<String> ORDER =
      List.of(
          "io.fivewhys.settings",
          "io.fivewhys.budget",
          "io.fivewhys.job",
          "io.fivewhys.fact",
          "io.fivewhys.fact.read",
          "io.fivewhys.logs.line",
          "io.fivewhys.logs.access",
          "io.fivewhys.logs",
          "io.fivewhys.inference",
          "io.fivewhys.rulebook.source",
          "io.fivewhys.rulebook.sandbox",
          "io.fivewhys.rulebook",
          "io.fivewhys.diagnose",
          "io.fivewhys.report",
          "io.fivewhys.cases",
          "io.fivewhys.trial",
          "io.fivewhys.explain",
          "io.fivewhys.vocabulary",
          "io.fivewhys.access",
          "io.fivewhys.revision",
          "io.fivewhys.collect",
          "io.fivewhys.collect.web",
          "io.fivewhys.collect.journal",
          "io.fivewhys.collect.alert",
          "io.fivewhys.collect.push",
          "io.fivewhys.collect.accesslog",
          "io.fivewhys.collect.breaker",
          "io.fivewhys.collect.probe",
          "io.fivewhys.collect.prometheus.api",
          "io.fivewhys.collect.prometheus.traffic",
          "io.fivewhys.collect.prometheus.preset",
          "io.fivewhys.collect.prometheus.resource",
          "io.fivewhys.collect.prometheus.own",
          "io.fivewhys.collect.prometheus",
          "io.fivewhys.collect.kubernetes",
          "io.fivewhys.collect.kubernetes.read",
          "io.fivewhys.collect.kubernetes.change",
          "io.fivewhys.collect.kubernetes.logs",
          "io.fivewhys.gateway",
          "io.fivewhys.gateway.advice",
          "io.fivewhys.gateway.setup",
          "io.fivewhys.database",
          "io.fivewhys.incident",
          "io.fivewhys.mitigate",
          "io.fivewhys.mitigate.guard",
          "io.fivewhys.mitigate.policy",
          "io.fivewhys.act",
          "io.fivewhys.act.kubernetes",
          "io.fivewhys.act.breaker",
          "io.fivewhys.act.setup",
          "io.fivewhys.notify",
          "io.fivewhys.notify.slack",
          "io.fivewhys.notify.pagerduty",
          "io.fivewhys.notify.webhook",
          "io.fivewhys.notify.email",
          "io.fivewhys.notify.setup",
          "io.fivewhys.store",
          "io.fivewhys.store.transfer",
          "io.fivewhys.intervene",
          "io.fivewhys.pipeline",
          "io.fivewhys.console",
          "io.fivewhys.http.events",
          "io.fivewhys.http.call",
          "io.fivewhys.http.metrics",
          "io.fivewhys.http.serve",
          "io.fivewhys.http.access",
          "io.fivewhys.http.diagnosis",
          "io.fivewhys.http.rule",
          "io.fivewhys.http.gateway",
          "io.fivewhys.http.mitigation",
          "io.fivewhys.http.incident",
          "io.fivewhys.http",
          "io.fivewhys.cli",
          "io.fivewhys");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.fivewhys");

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    var packages =
        CLASSES.stream().map(JavaClass::getPackageName).distinct().collect(Collectors.toList());
    assertThat(packages).isNotEmpty().isSubsetOf(ORDER);
  }

  @Test
  void noPackageUsesOneBelowIt() {
    for (int place = 0; place < ORDER.size() - 1; place++) {
      noClasses()
          .that()
          .resideInAPackage(ORDER.get(place))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ORDER.subList(place + 1, ORDER.size()).toArray(String[]::new))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void factsKnowNothingButTheJdkAndTheBudget() {
    classes()
        .that()
        .resideInAPackage("io.fivewhys.fact")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.fivewhys.fact", "io.fivewhys.budget", "java..")
        .check(CLASSES);
  }

  @Test
  void theBudgetKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.fivewhys.budget")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.fivewhys.budget", "java..", "com.sun.management")
        .check(CLASSES);
  }

  @Test
  void onlyTheRulebookAndTheDiagnoserTouchDrools() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.fivewhys.rulebook..", "io.fivewhys.diagnose", "io.fivewhys.explain")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    var silent =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(
                name ->
                    Files.notExists(
                        Path.of("src/main/java", name.replace('.', '/'), "package-info.java")))
            .toList();
    assertThat(silent).as("packages without a package-info.java").isEmpty();
  }
}
