package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.GuardedValues;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is woven in before a rule hands a collection to facts or the vocabulary: each argument that
 * could hold anything is looked at, since what the compiler knew of its elements is gone by then.
 *
 * @param guard name of the guarding method
 */
record Flattening(String guard, List<ClassDesc> parameters) {
  private static final String FACTS = "io.fivewhys.fact";
  private static final String VOCABULARY = "io.fivewhys.inference";
  private static final ClassDesc GUARDS = ClassDesc.of(GuardedValues.class.getName());
  private static final MethodTypeDesc SAME =
      MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
  private static final Set<ClassDesc> OF_ANYTHING =
      Set.of(
          ConstantDescs.CD_Object,
          ClassDesc.of("java.lang.Iterable"),
          ClassDesc.of("java.util.Collection"),
          ClassDesc.of("java.util.Optional"),
          ClassDesc.of("java.util.SortedMap"),
          ClassDesc.of("java.util.SortedSet"),
          ConstantDescs.CD_List,
          ConstantDescs.CD_Map,
          ConstantDescs.CD_Set);

  static Optional<Flattening> of(InvokeInstruction call) {
    return of(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
  }

  /** Empty when the method takes nothing that must be looked at. */
  static Optional<Flattening> of(ClassDesc owner, String name, MethodTypeDesc type) {
    if (!owner.isClassOrInterface() || name.equals("equals")) {
      return Optional.empty();
    }
    String place = owner.packageName();
    if (!place.equals(FACTS) && !place.equals(VOCABULARY)
        || type.parameterList().stream().noneMatch(OF_ANYTHING::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        new Flattening(place.equals(FACTS) ? "plain" : "flat", type.parameterList()));
  }

  /** Takes the arguments off the stack as far as needed, and puts them back. */
  void weave(CodeBuilder code) {
    int first = 0;
    while (!OF_ANYTHING.contains(parameters.get(first))) {
      first++;
    }
    int[] kept = new int[parameters.size()];
    for (int at = parameters.size() - 1; at >= first; at--) {
      TypeKind kind = TypeKind.from(parameters.get(at));
      kept[at] = code.allocateLocal(kind);
      code.storeLocal(kind, kept[at]);
    }
    for (int at = first; at < parameters.size(); at++) {
      ClassDesc type = parameters.get(at);
      code.loadLocal(TypeKind.from(type), kept[at]);
      if (OF_ANYTHING.contains(type)) {
        code.invokestatic(GUARDS, guard, SAME);
        if (!type.equals(ConstantDescs.CD_Object)) {
          code.checkcast(type);
        }
      }
    }
  }
}
