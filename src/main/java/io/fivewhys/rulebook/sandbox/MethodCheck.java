package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.sandbox.AllowList.Section;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the instructions of one method. */
final class MethodCheck {
  static final String AT_LOADING =
      "compare with a literal or a bound variable, or put the expression into eval( )";

  /** Larger ones are made of lists, which the budget watches. */
  private static final int MAX_ARRAY_ELEMENTS = 1_000;

  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
  private static final String TYPE_SWITCH = "java/lang/runtime/SwitchBootstraps";

  private final AllowList allowed;
  private final ClassModel model;
  private final MethodModel method;
  private final ClassKind kind;
  private final boolean frame;
  private final OwnClasses own;
  private final Set<Section> sections;
  private final Set<Objection> objections = new LinkedHashSet<>();
  private final Set<Label> passed = new HashSet<>();
  private Instruction previous;

  private MethodCheck(
      AllowList allowed,
      ClassModel model,
      MethodModel method,
      ClassKind kind,
      boolean frame,
      OwnClasses own) {
    this.allowed = allowed;
    this.model = model;
    this.method = method;
    this.kind = kind;
    this.frame = frame;
    this.own = own;
    this.sections =
        kind == ClassKind.CODE && frame ? EnumSet.of(Section.FRAME) : EnumSet.copyOf(kind.mayUse());
  }

  /**
   * @param frame whether the compiler writes the method around a rule's own code
   */
  static Set<Objection> check(
      AllowList allowed,
      ClassModel model,
      MethodModel method,
      CodeModel code,
      ClassKind kind,
      boolean frame,
      OwnClasses own) {
    MethodCheck check = new MethodCheck(allowed, model, method, kind, frame, own);
    Set<Label> targets = targets(code);
    for (CodeElement element : code) {
      if (element instanceof LabelTarget here) {
        check.passed.add(here.label());
        if (targets.contains(here.label())) {
          // Whoever jumps here brings an operand of his own.
          check.previous = null;
        }
      }
      check.element(element);
      if (element instanceof Instruction instruction) {
        check.previous = instruction;
      }
    }
    return check.objections;
  }

  private static Set<Label> targets(CodeModel code) {
    Set<Label> targets = new HashSet<>();
    for (CodeElement element : code) {
      switch (element) {
        case BranchInstruction branch -> targets.add(branch.target());
        case LookupSwitchInstruction choice -> {
          targets.add(choice.defaultTarget());
          choice.cases().stream().map(SwitchCase::target).forEach(targets::add);
        }
        case TableSwitchInstruction choice -> {
          targets.add(choice.defaultTarget());
          choice.cases().stream().map(SwitchCase::target).forEach(targets::add);
        }
        default -> {}
      }
    }
    return targets;
  }

  private void element(CodeElement element) {
    switch (element) {
      case ExceptionCatch _ ->
          object(
              "try and catch",
              "it could swallow the end of a budget (record patterns become one too); ask with if");
      case MonitorInstruction _ -> object("synchronized", "nothing runs beside a rule");
      case DiscontinuedInstruction _ -> object("instructions of the past", "");
      case InvokeInstruction call -> member(call.method());
      case FieldInstruction field -> field(field);
      case InvokeDynamicInstruction call -> dynamic(call);
      case ConstantInstruction.LoadConstantInstruction constant ->
          constant(constant.constantEntry());
      case NewPrimitiveArrayInstruction _ -> array();
      case NewReferenceArrayInstruction _ -> array();
      case NewMultiArrayInstruction _ ->
          object("arrays of more than one dimension made at once", "use List.of");
      case BranchInstruction branch when frame && passed.contains(branch.target()) ->
          object("loops that run while rules are loaded", AT_LOADING);
      default -> {}
    }
  }

  private void member(MemberRefEntry member) {
    String owner = member.owner().asInternalName();
    String name = member.name().stringValue();
    String descriptor = member.type().stringValue();
    if (own.has(owner)) {
      ownMember(owner, name, descriptor);
      return;
    }
    if (!allowed.allows(owner, name, descriptor, sections)) {
      Objection objection = Objection.use(owner, name);
      objections.add(
          kind == ClassKind.MODEL && allowed.allows(owner, name, descriptor, Set.of(Section.RULES))
              ? new Objection(
                  objection.thing(),
                  "this would run while rules are loaded: " + objection.thing(),
                  AT_LOADING)
              : objection);
    }
  }

  private void ownMember(String owner, String name, String descriptor) {
    boolean here = owner.equals(model.thisClass().asInternalName());
    boolean fine =
        switch (kind) {
          case MODEL ->
              own.declares(owner, name, descriptor) && (!isCode(owner) || name.equals("INSTANCE"));
          case CODE ->
              here
                  && own.declares(owner, name, descriptor)
                  && (frame || !ClassCheck.FRAME_METHODS.contains(name));
          case FOREIGN -> false;
        };
    if (!fine) {
      object("references to what the compiler makes of rules (" + name + ")", "");
    }
  }

  private static boolean isCode(String owner) {
    return owner.contains("/Lambda");
  }

  private void field(FieldInstruction field) {
    boolean here = field.owner().asInternalName().equals(model.thisClass().asInternalName());
    boolean inInitialiser = method.methodName().equalsString("<clinit>");
    boolean inConstructor = method.methodName().equalsString("<init>");
    if (field.opcode() == Opcode.PUTSTATIC && !(here && inInitialiser)
        || field.opcode() == Opcode.PUTFIELD && !(here && inConstructor)) {
      object(
          "assignments to fields (" + field.name().stringValue() + ")",
          "what a rule keeps it concludes as a fact; nothing outlives an evaluation");
      return;
    }
    boolean regex =
        field.opcode() == Opcode.GETSTATIC
            && ClassCheck.REGEX.matcher(field.name().stringValue()).matches();
    if (here && !frame && !regex) {
      object(
          "references to what the compiler makes of rules (" + field.name().stringValue() + ")",
          "");
      return;
    }
    member(field.field());
  }

  private void dynamic(InvokeDynamicInstruction call) {
    MemberRefEntry maker = call.invokedynamic().bootstrap().bootstrapMethod().reference();
    member(maker);
    String owner = maker.owner().asInternalName();
    switch (owner) {
      case LAMBDAS -> lambda(call);
      case CONCATENATION, TYPE_SWITCH -> {
        for (LoadableConstantEntry argument : call.invokedynamic().bootstrap().arguments()) {
          if (argument instanceof MethodHandleEntry handle) {
            object("method handles (" + handle.reference().name().stringValue() + ")", "");
          }
        }
      }
      default -> {
        // Refused by not being on the list.
      }
    }
  }

  private void lambda(InvokeDynamicInstruction call) {
    String made =
        Descriptors.element(
            call.typeSymbol().returnType().descriptorString().replaceFirst("^L", "[L"));
    if (!allowed.names(made, sections)) {
      objections.add(Objection.use(made, ""));
    }
    for (LoadableConstantEntry argument : call.invokedynamic().bootstrap().arguments()) {
      if (argument instanceof MethodHandleEntry handle) {
        member(handle.reference());
        givesCollections(handle.reference());
      }
    }
  }

  /** What is given is looked at where a rule calls, and through a reference it would not. */
  private void givesCollections(MemberRefEntry member) {
    if (member.type().stringValue().startsWith("(")
        && Flattening.of(
                member.owner().asSymbol(),
                member.name().stringValue(),
                MethodTypeDesc.ofDescriptor(member.type().stringValue()))
            .isPresent()) {
      object(
          "references to methods that take collections (" + member.name().stringValue() + ")",
          "write a lambda that calls it");
    }
  }

  private void constant(LoadableConstantEntry constant) {
    switch (constant) {
      case ClassEntry type when kind == ClassKind.CODE && !isOwnName(type) ->
          object(
              Descriptors.readable(Descriptors.element(type.asInternalName())) + ".class",
              "ask with instanceof, or by a pattern of that type");
      case MethodHandleEntry handle ->
          object("method handles (" + handle.reference().name().stringValue() + ")", "");
      case MethodTypeEntry type ->
          object("method types (" + type.descriptor().stringValue() + ")", "");
      default -> {
        // Texts and numbers; classes that patterns are about were looked at in the pool.
      }
    }
  }

  /** In {@code valueOf}, which every enum has. */
  private boolean isOwnName(ClassEntry type) {
    return frame && type.asInternalName().equals(model.thisClass().asInternalName());
  }

  private void array() {
    if (frame && method.methodName().equalsString("values")) {
      return;
    }
    boolean known =
        previous instanceof ConstantInstruction constant
            && constant.constantValue() instanceof Integer size
            && size >= 0
            && size <= MAX_ARRAY_ELEMENTS;
    if (!known) {
      object(
          "arrays whose length is computed, or above " + MAX_ARRAY_ELEMENTS,
          "collect into a List, one by one");
    }
  }

  private void object(String thing, String advice) {
    objections.add(Objection.of(thing, advice));
  }
}
