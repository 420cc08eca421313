package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.rulebook.sandbox.Sandbox;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Classes as somebody might put them into a cache in the place of those that were compiled. */
class HostileClassesTest {
  private static final DrlFile FILE =
      DrlFile.parse(
          "odd/odd.drl",
          """
          package rules.odd;
          import io.fivewhys.fact.*;
          import io.fivewhys.inference.*;
          rule "r"
          when
            $s : Signal( name == "a" )
          then
            insertLogical( new Need($s.name()) );
          end
          """);
  private static final SortedMap<String, byte[]> CLASSES = UnitCompiler.compile(FILE).classes();

  @Test
  void whatWasCompiledIsAdmitted() {
    assertThat(Sandbox.scan(FILE, CLASSES)).isEmpty();
  }

  @Test
  void damagedBytesBecomeAProblemAndNeverACrash() {
    Random random = new Random(7);
    String path = path("LambdaConsequence");
    byte[] whole = CLASSES.get(path);
    for (int length = 0; length < whole.length; length += 7) {
      assertThat(scan(path, Arrays.copyOf(whole, length))).as("cut to %d", length).isNotEmpty();
    }
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = whole.clone();
      for (int change = 0; change < 1 + i % 4; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      for (RuleProblem problem : scan(path, bytes)) {
        assertThat(problem.stage()).isEqualTo(Stage.SANDBOX);
      }
    }
  }

  @Test
  void aClassUnderAnothersNameIsRefused() {
    TreeMap<String, byte[]> classes = new TreeMap<>(CLASSES);
    classes.put("java/lang/Evil.class", CLASSES.get(path("LambdaConsequence")));

    assertThat(Sandbox.scan(FILE, classes)).singleElement().asString().contains("another class");
  }

  @Test
  void aClassOutsideThePackageOfTheFileIsRefused() {
    TreeMap<String, byte[]> classes = new TreeMap<>(CLASSES);
    byte[] evil = ClassFile.of().build(ClassDesc.of("io.fivewhys.fact.Evil"), it -> {});
    classes.put("io/fivewhys/fact/Evil.class", evil);

    assertThat(Sandbox.scan(FILE, classes))
        .singleElement()
        .asString()
        .contains("a class of their own (Evil)");
  }

  @Test
  void aClassThatLooksLikeTheOthersIsReadLikeTheOthers() {
    TreeMap<String, byte[]> classes = new TreeMap<>(CLASSES);
    String name = "RulesAAAAAAAABBBBBBBBCCCCCCCCDDDDDDDD";
    byte[] evil =
        ClassFile.of()
            .build(
                ClassDesc.of("rules.odd." + name),
                it ->
                    it.withMethodBody(
                        "<clinit>",
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_STATIC,
                        HostileClassesTest::exit));
    classes.put("rules/odd/" + name + ".class", evil);

    assertThat(Sandbox.scan(FILE, classes)).asString().contains("java.lang.System.exit");
  }

  @Test
  void initialisersAreReadToo() {
    assertThat(withCode("LambdaConsequence", "<clinit>", HostileClassesTest::exit))
        .asString()
        .contains("java.lang.System.exit");
    assertThat(withCode("RuleMethods0", "<init>", HostileClassesTest::exit))
        .asString()
        .contains("java.lang.System.exit");
    assertThat(withCode("Signal_Metadata", "getPropertiesSize", HostileClassesTest::exit))
        .asString()
        .contains("java.lang.System.exit");
  }

  @Test
  void whatARuleMayUseMayNotRunWhileItIsLoaded() {
    Consumer<CodeBuilder> call =
        it ->
            it.ldc("x")
                .invokevirtual(
                    ConstantDescs.CD_String, "strip", MethodTypeDesc.of(ConstantDescs.CD_String))
                .pop();

    assertThat(withCode("LambdaConsequence", "execute", call)).isEmpty();
    assertThat(withCode("LambdaConsequence", "<clinit>", call)).asString().contains("String.strip");
    assertThat(withCode("RuleMethods0", "rule_r", call))
        .asString()
        .contains("while rules are loaded");
  }

  @Test
  void whatEveryObjectHasIsRefusedThroughAnyOwner() {
    for (String owner : List.of("io.fivewhys.fact.Signal", "java.lang.Object", "java.util.List")) {
      Consumer<CodeBuilder> call =
          it ->
              it.aconst_null()
                  .invokevirtual(
                      ClassDesc.of(owner), "getClass", MethodTypeDesc.of(ConstantDescs.CD_Class))
                  .pop();

      assertThat(withCode("LambdaConsequence", "execute", call))
          .as(owner)
          .asString()
          .contains("getClass");
    }
  }

  @Test
  void aMethodThatIsInheritedFromTheFrameIsRefused() {
    String own = path("LambdaConsequence").replace(".class", "").replace('/', '.');
    Consumer<CodeBuilder> call =
        it ->
            it.aload(0)
                .invokevirtual(
                    ClassDesc.of(own),
                    "getDeclaringClass",
                    MethodTypeDesc.of(ConstantDescs.CD_Class))
                .pop();

    assertThat(withCode("LambdaConsequence", "execute", call))
        .asString()
        .contains("getDeclaringClass");
  }

  @Test
  void modelsThatAreNotAmongTheClassesAreNeverMade() {
    CompiledUnit unit = new CompiledUnit("odd/odd.drl", CLASSES, List.of("java.util.ArrayList"));

    assertThatThrownBy(() -> RuleUnit.load(unit)).isInstanceOf(IllegalStateException.class);
  }

  private static void exit(CodeBuilder code) {
    code.iconst_0()
        .invokestatic(
            ClassDesc.of("java.lang.System"),
            "exit",
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
        .return_();
  }

  /** The classes of the file, one of their methods with code put before its own. */
  private static List<RuleProblem> withCode(
      String part, String method, Consumer<CodeBuilder> code) {
    String path = path(part);
    ClassFile format = ClassFile.of();
    byte[] changed =
        format.transformClass(
            format.parse(CLASSES.get(path)),
            ClassTransform.transformingMethodBodies(
                it -> it.methodName().equalsString(method),
                CodeTransform.ofStateful(
                    () ->
                        new CodeTransform() {
                          @Override
                          public void atStart(CodeBuilder builder) {
                            code.accept(builder);
                          }

                          @Override
                          public void accept(
                              CodeBuilder builder, java.lang.classfile.CodeElement element) {
                            builder.with(element);
                          }
                        })));
    assertThat(changed).isNotEqualTo(CLASSES.get(path));
    return scan(path, changed);
  }

  private static List<RuleProblem> scan(String path, byte[] bytes) {
    TreeMap<String, byte[]> classes = new TreeMap<>(CLASSES);
    classes.put(path, bytes);
    return Sandbox.scan(FILE, classes);
  }

  private static String path(String part) {
    return CLASSES.keySet().stream().filter(it -> it.contains(part)).findFirst().orElseThrow();
  }
}
