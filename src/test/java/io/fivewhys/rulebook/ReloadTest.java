package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.rulebook.source.RuleFiles;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.kie.api.runtime.KieSession;

/** A service that lives for months and whose rules are changed all the time. */
@Isolated("the memory of this process is measured")
class ReloadTest {
  private static final int RELOADS = 350;

  /** From here on everything that is loaded once has been. */
  private static final int WARM = 150;

  /** Each reload brings about eight classes; kept ones would be thousands. */
  private static final int FEW_CLASSES = 150;

  private static final long FEW_BYTES = 3L << 20;

  private final Rulebooks rulebooks = new Rulebooks(List.of());
  private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();

  private static RuleFiles files(int number) {
    TreeMap<String, String> files = new TreeMap<>();
    files.put("same/same.drl", drl("same", -1));
    files.put("odd/odd.drl", drl("odd", number));
    return new RuleFiles(files);
  }

  private static String drl(String pack, int number) {
    return """
    package rules.%s;

    rule "Says %s number %d"
    when
      String( this == "number %d" )
    then
      insertLogical( %d );
    end
    """
        .formatted(pack, pack, number, number, number);
  }

  private static List<Object> said(Rulebook rulebook, int number) {
    try (KieSession session = rulebook.knowledge().newKieSession()) {
      session.insert("number " + number);
      session.fireAllRules();
      return session.getObjects().stream()
          .map(Object.class::cast)
          .filter(Integer.class::isInstance)
          .toList();
    }
  }

  private record Held(int classes, long metaspaceBytes) {}

  /** After everything that is garbage has gone, which the oldest rulebook shows. */
  private Held held(WeakReference<Rulebook> garbage) {
    for (int attempt = 0; attempt < 50 && garbage.get() != null; attempt++) {
      System.gc();
    }
    assertThat(garbage.get()).as("a rulebook that nobody uses any more").isNull();
    System.gc();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    return new Held(classes.getLoadedClassCount(), metaspace);
  }

  @Test
  void hundredsOfReloadsLeaveNothingBehind() {
    List<WeakReference<Rulebook>> before = new ArrayList<>();
    Held warm = null;
    for (int number = 0; number < RELOADS; number++) {
      Rulebook rulebook = rulebooks.of(files(number));
      assertThat(said(rulebook, number)).containsExactly(number);
      before.add(new WeakReference<>(rulebook));
      rulebook = null;
      if (number == WARM) {
        warm = held(before.get(number - 1));
      }
    }

    Held end = held(before.get(RELOADS - 2));

    assertThat(end.classes() - warm.classes()).isLessThan(FEW_CLASSES);
    assertThat(end.metaspaceBytes() - warm.metaspaceBytes()).isLessThan(FEW_BYTES);
    assertThat(before.subList(0, RELOADS - 2)).allMatch(it -> it.get() == null);
  }

  @Test
  void whatIsInUseStaysAndWorksWhileOthersGo() {
    Rulebook kept = rulebooks.of(files(-7));
    WeakReference<Rulebook> other = new WeakReference<>(rulebooks.of(files(-8)));

    held(other);

    assertThat(said(kept, -7)).containsExactly(-7);
    assertThat(said(rulebooks.of(files(-7)), -7)).containsExactly(-7);
  }
}
