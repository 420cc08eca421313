package io.fivewhys.rulebook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fivewhys.budget.Budget;
import io.fivewhys.budget.BudgetExceeded;
import io.fivewhys.budget.BudgetLimits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WeaverTest {
  private static final BudgetLimits SMALL =
      BudgetLimits.defaults()
          .withTime(Duration.ofMillis(100))
          .withDeadline(Duration.ofMinutes(1))
          .withAllocatedBytes(64 << 20);

  @Test
  void aWovenClassDoesWhatItDidBefore() throws Exception {
    assertThat(woven().getMethod("sound").invoke(null)).isEqualTo(Sample.sound());
    assertThat(Budget.within(BudgetLimits.defaults(), () -> call("sound"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop",
        "search",
        "searchThroughReference",
        "replacing",
        "copies",
        "width",
        "array",
        "constantArray",
        "table",
        "capacity",
        "manyCopies",
        "doubling",
        "pairs",
        "numbers",
        "generated"
      })
  void whatGoesOnAndOnEnds(String method) {
    assertThat(Budget.within(SMALL, () -> call(method))).isInstanceOf(BudgetExceeded.class);
  }

  @Test
  void everyMethodAndEveryJumpBackwardsTicks() throws IOException {
    int jumps = 0;
    for (MethodModel method : ClassFile.of().parse(Weaver.weave(bytes())).methods()) {
      if (method.code().isEmpty() || method.flags().has(AccessFlag.BRIDGE)) {
        continue;
      }
      Set<Label> behind = new HashSet<>();
      Instruction previous = null;
      boolean first = true;
      for (CodeElement element : method.code().get()) {
        if (element instanceof LabelTarget target) {
          behind.add(target.label());
        }
        if (element instanceof Instruction instruction) {
          assertThat(!first || isTick(instruction)).as("entry of " + method.methodName()).isTrue();
          first = false;
          if (leadsBack(instruction, behind)) {
            jumps++;
            assertThat(isTick(previous)).as("a loop of " + method.methodName()).isTrue();
          }
          previous = instruction;
        }
      }
    }
    assertThat(jumps).isGreaterThan(4);
  }

  private static boolean leadsBack(Instruction instruction, Set<Label> behind) {
    return switch (instruction) {
      case BranchInstruction jump -> behind.contains(jump.target());
      case TableSwitchInstruction jump ->
          jump.cases().stream().map(SwitchCase::target).anyMatch(behind::contains);
      case LookupSwitchInstruction jump ->
          jump.cases().stream().map(SwitchCase::target).anyMatch(behind::contains);
      default -> false;
    };
  }

  private static boolean isTick(Instruction instruction) {
    return instruction instanceof InvokeInstruction call
        && call.owner().asInternalName().equals("io/fivewhys/budget/Budget")
        && call.name().equalsString("tick");
  }

  /** What the woven method throws; null when it ends by itself. */
  private static Throwable call(String method) {
    Throwable thrown = catchThrowable(() -> woven().getMethod(method).invoke(null));
    return thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
  }

  private static Class<?> woven() throws IOException {
    byte[] woven = Weaver.weave(bytes());
    return new ClassLoader(WeaverTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(Sample.class.getName(), woven, 0, woven.length);
      }
    }.define();
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("Sample.class")) {
      return in.readAllBytes();
    }
  }
}
