package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.GuardedCollections;
import io.fivewhys.budget.GuardedTexts;
import io.fivewhys.rulebook.sandbox.Guards.Guard;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Weaves the budget into one method. Used once. */
final class CodeWeaving implements CodeTransform {
  private static final ClassDesc COLLECTIONS = ClassDesc.of(GuardedCollections.class.getName());
  private static final ClassDesc TEXTS = ClassDesc.of(GuardedTexts.class.getName());
  private static final ClassDesc CONCATENATION =
      ClassDesc.of("java.lang.invoke.StringConcatFactory");
  private static final ClassDesc MATCHES =
      ClassDesc.of("org.drools.model.operators.MatchesOperator");
  private static final ClassDesc GUARDED_MATCHES = ClassDesc.of(GuardedMatches.class.getName());
  private static final ClassDesc CD_COLLECTION = ClassDesc.of("java.util.Collection");
  private static final MethodTypeDesc SIZE_TO_SIZE =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
  private static final MethodTypeDesc SIZES =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int.arrayType());
  private static final MethodTypeDesc TEXT_TO_TEXT =
      MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String);

  private final boolean tickAtEntry;
  private final Optional<StackMapTableAttribute> frames;
  private final Set<Label> behind = new HashSet<>();
  private boolean smallOnTop;

  CodeWeaving(boolean tickAtEntry, Optional<StackMapTableAttribute> frames) {
    this.tickAtEntry = tickAtEntry;
    this.frames = frames;
  }

  @Override
  public void atStart(CodeBuilder code) {
    if (tickAtEntry) {
      tick(code);
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LabelTarget target -> behind.add(target.label());
      case BranchInstruction jump when behind.contains(jump.target()) -> tick(code);
      case TableSwitchInstruction jump when leadsBack(jump.defaultTarget(), jump.cases()) ->
          tick(code);
      case LookupSwitchInstruction jump when leadsBack(jump.defaultTarget(), jump.cases()) ->
          tick(code);
      case NewPrimitiveArrayInstruction _ when !smallOnTop -> capacity(code);
      case NewReferenceArrayInstruction _ when !smallOnTop -> capacity(code);
      case NewMultiArrayInstruction array -> capacities(code, array.dimensions());
      default -> {}
    }
    switch (element) {
      case InvokeInstruction call -> {
        Flattening.of(call).ifPresent(it -> it.weave(code));
        call(code, call);
      }
      case NewObjectInstruction made when Replaced.by(made.className().asSymbol()).isPresent() ->
          code.new_(Replaced.by(made.className().asSymbol()).orElseThrow());
      case InvokeDynamicInstruction call -> dynamic(code, call);
      case FieldInstruction field when isMatches(field) ->
          code.getstatic(GUARDED_MATCHES, "INSTANCE", GUARDED_MATCHES);
      default -> code.with(element);
    }
    smallOnTop = isSmall(element);
  }

  @Override
  public void atEnd(CodeBuilder code) {
    frames.ifPresent(code::with);
  }

  private boolean leadsBack(Label otherwise, Iterable<SwitchCase> cases) {
    boolean back = behind.contains(otherwise);
    for (SwitchCase one : cases) {
      back |= behind.contains(one.target());
    }
    return back;
  }

  private static void tick(CodeBuilder code) {
    code.invokestatic(Weaver.BUDGET, Weaver.TICK, Weaver.NOTHING);
  }

  private static void capacity(CodeBuilder code) {
    code.invokestatic(COLLECTIONS, "capacity", SIZE_TO_SIZE);
  }

  /** Takes the sizes off the stack, shows them, and puts them back. */
  private static void capacities(CodeBuilder code, int dimensions) {
    int[] kept = new int[dimensions];
    for (int at = dimensions - 1; at >= 0; at--) {
      kept[at] = code.allocateLocal(TypeKind.INT);
      code.istore(kept[at]);
    }
    code.loadConstant(dimensions).newarray(TypeKind.INT);
    for (int at = 0; at < dimensions; at++) {
      code.dup().loadConstant(at).iload(kept[at]).iastore();
    }
    code.invokestatic(COLLECTIONS, "capacity", SIZES);
    for (int local : kept) {
      code.iload(local);
    }
  }

  private static void call(CodeBuilder code, InvokeInstruction call) {
    if (call.opcode() == Opcode.INVOKESPECIAL) {
      if (call.name().equalsString("<init>")
          && call.owner().asSymbol().packageName().startsWith("java.")) {
        beforeConstructor(code, call.typeSymbol());
      }
      Optional<ClassDesc> other =
          call.name().equalsString("<init>")
              ? Replaced.by(call.owner().asSymbol())
              : Optional.empty();
      if (other.isPresent()) {
        code.invokespecial(other.get(), "<init>", call.typeSymbol());
      } else {
        code.with(call);
      }
      return;
    }
    Optional<Guard> guard = Guards.of(call.opcode() == Opcode.INVOKESTATIC, call);
    if (guard.isPresent()) {
      code.invokestatic(guard.get().place(), guard.get().name(), guard.get().type());
    } else {
      code.with(call);
    }
  }

  /** Collections of a given size, and those that copy another, whose argument lies on top. */
  private static void beforeConstructor(CodeBuilder code, MethodTypeDesc type) {
    if (type.parameterCount() != 1) {
      return;
    }
    ClassDesc argument = type.parameterType(0);
    if (argument.equals(ConstantDescs.CD_int)) {
      capacity(code);
    } else if (argument.equals(CD_COLLECTION) || argument.equals(ConstantDescs.CD_Map)) {
      code.invokestatic(COLLECTIONS, "copied", MethodTypeDesc.of(argument, argument));
    }
  }

  private static void dynamic(CodeBuilder code, InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    ConstantDesc[] arguments = call.bootstrapArgs().toArray(ConstantDesc[]::new);
    boolean exchanged = false;
    for (int at = 0; at < arguments.length; at++) {
      Optional<MethodHandleDesc> guarded = guarded(arguments[at]);
      if (guarded.isPresent()) {
        arguments[at] = guarded.get();
        exchanged = true;
      }
    }
    if (exchanged) {
      code.invokedynamic(
          DynamicCallSiteDesc.of(
              bootstrap, call.name().stringValue(), call.typeSymbol(), arguments));
    } else {
      code.with(call);
    }
    if (bootstrap.owner().equals(CONCATENATION)) {
      code.invokestatic(TEXTS, "grown", TEXT_TO_TEXT);
    }
  }

  /** What takes the place of a reference to a method, such as {@code String::matches}. */
  private static Optional<MethodHandleDesc> guarded(ConstantDesc argument) {
    if (!(argument instanceof DirectMethodHandleDesc handle)) {
      return Optional.empty();
    }
    if (handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      return Replaced.by(handle.owner())
          .map(it -> MethodHandleDesc.ofConstructor(it, handle.invocationType().parameterArray()));
    }
    MethodTypeDesc type = handle.invocationType();
    Optional<Guard> guard =
        switch (handle.kind()) {
          case STATIC, INTERFACE_STATIC ->
              Guards.of(true, handle.owner(), handle.methodName(), type);
          case VIRTUAL, INTERFACE_VIRTUAL ->
              Guards.of(false, handle.owner(), handle.methodName(), type.dropParameterTypes(0, 1));
          case SPECIAL,
              INTERFACE_SPECIAL,
              CONSTRUCTOR,
              GETTER,
              SETTER,
              STATIC_GETTER,
              STATIC_SETTER ->
              Optional.empty();
        };
    return guard.map(
        it ->
            MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC, it.place(), it.name(), it.type()));
  }

  /** A size that is no matter. */
  private static boolean isSmall(CodeElement element) {
    return element instanceof ConstantInstruction constant
        && constant.constantValue() instanceof Integer size
        && size <= 1024;
  }

  private static boolean isMatches(FieldInstruction field) {
    return field.opcode() == Opcode.GETSTATIC
        && field.owner().asSymbol().equals(MATCHES)
        && field.name().equalsString("INSTANCE");
  }
}
