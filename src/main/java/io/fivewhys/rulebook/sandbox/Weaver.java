package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.Budget;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Optional;

/**
 * Weaves the budget into a class that rules were compiled to: a tick at the entry of every method
 * and lambda and before every jump backwards, and guarded calls in place of those of the JDK that
 * might not come to an end or fill the memory.
 *
 * <p>Only calls that leave the stack as it was are added and calls of one signature exchanged for
 * others, so the frames that the compiler wrote stay true; no other class is looked at for them.
 */
public final class Weaver {
  static final ClassDesc BUDGET = ClassDesc.of(Budget.class.getName());
  static final String TICK = "tick";
  static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private static final ClassFile CLASS_FILE =
      ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private Weaver() {}

  /**
   * The class with the budget woven in.
   *
   * @throws IllegalArgumentException when this is no class file
   */
  public static byte[] weave(byte[] classFile) {
    ClassModel model = CLASS_FILE.parse(classFile);
    return CLASS_FILE.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method && method.code().isPresent()) {
            builder.transformMethod(
                method,
                MethodTransform.transformingCode(
                    new CodeWeaving(!isBridge(method.flags()), frames(method))));
          } else {
            builder.with(element);
          }
        });
  }

  /** Read before the code is, so that each place that a frame stands for gets its label. */
  private static Optional<StackMapTableAttribute> frames(MethodModel method) {
    var frames =
        ((CodeAttribute) method.code().orElseThrow()).findAttribute(Attributes.stackMapTable());
    frames.ifPresent(StackMapTableAttribute::entries);
    return frames;
  }

  /** Bridges only call the method that they lead to, which ticks itself. */
  private static boolean isBridge(AccessFlags flags) {
    return flags.has(AccessFlag.BRIDGE);
  }
}
