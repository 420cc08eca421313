package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.GuardedCollections;
import io.fivewhys.budget.GuardedTexts;
import io.fivewhys.budget.GuardedValues;
import io.fivewhys.budget.InsteadOf;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which guarded call takes the place of which method of the JDK. */
final class Guards {
  /**
   * @param place where the guarded call is declared
   * @param replaced where the JDK declares the method
   */
  record Guard(ClassDesc place, String name, MethodTypeDesc type, Class<?> replaced) {}

  static final List<Class<?>> PLACES =
      List.of(GuardedTexts.class, GuardedCollections.class, GuardedValues.class);

  private static final Map<String, List<Guard>> STATIC = new HashMap<>();
  private static final Map<String, List<Guard>> OF_OBJECTS = new HashMap<>();

  static {
    for (Class<?> place : PLACES) {
      for (Method method : place.getMethods()) {
        InsteadOf of = method.getAnnotation(InsteadOf.class);
        if (of != null) {
          add(of, method);
        }
      }
    }
  }

  private Guards() {}

  /**
   * @param owner the class that a call names
   * @param type of the method, without the object that is called
   */
  static Optional<Guard> of(boolean isStatic, ClassDesc owner, String name, MethodTypeDesc type) {
    List<Guard> guards = (isStatic ? STATIC : OF_OBJECTS).getOrDefault(key(name, type), List.of());
    return guards.stream().filter(it -> covers(it.replaced, owner)).findFirst();
  }

  static Optional<Guard> of(boolean isStatic, InvokeInstruction call) {
    return of(isStatic, call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
  }

  /** A call through a subtype of the JDK is the same call. */
  private static boolean covers(Class<?> replaced, ClassDesc owner) {
    if (!owner.isClassOrInterface()) {
      return false;
    }
    if (owner.descriptorString().equals(replaced.descriptorString())) {
      return true;
    }
    if (!owner.packageName().startsWith("java.")) {
      return false;
    }
    try {
      String name = owner.packageName() + "." + binaryName(owner);
      // Nothing but classes of the JDK, and without running their static initialisers.
      return replaced.isAssignableFrom(Class.forName(name, false, null));
    } catch (ClassNotFoundException | LinkageError _) {
      return false;
    }
  }

  private static String binaryName(ClassDesc owner) {
    String descriptor = owner.descriptorString();
    return descriptor.substring(descriptor.lastIndexOf('/') + 1, descriptor.length() - 1);
  }

  private static void add(InsteadOf of, Method method) {
    MethodTypeDesc type =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .describeConstable()
            .orElseThrow();
    MethodTypeDesc replaced = of.isStatic() ? type : type.dropParameterTypes(0, 1);
    ClassDesc place = ClassDesc.ofDescriptor(method.getDeclaringClass().descriptorString());
    (of.isStatic() ? STATIC : OF_OBJECTS)
        .computeIfAbsent(key(method.getName(), replaced), _ -> new ArrayList<>())
        .add(new Guard(place, method.getName(), type, of.value()));
  }

  /** Without the returned type: one that narrows it, as a builder's, is the same method. */
  private static String key(String name, MethodTypeDesc type) {
    return name + type.changeReturnType(ConstantDescs.CD_void).descriptorString();
  }
}
