package io.fivewhys.rulebook.sandbox;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.Collectors;

/** Reads the types that class files write as text. */
final class Descriptors {
  private Descriptors() {}

  /**
   * {@code (ILjava/lang/String;)V} becomes {@code (int,String)}; a field's becomes the empty text.
   *
   * @throws IllegalArgumentException when it is no descriptor
   */
  static String simpleParameters(String descriptor) {
    if (!descriptor.startsWith("(")) {
      return "";
    }
    return MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
        .map(ClassDesc::displayName)
        .map(name -> name.substring(name.lastIndexOf('$') + 1))
        .collect(Collectors.joining(",", "(", ")"));
  }

  /** {@code java/util/Map$Entry} becomes {@code java.util.Map.Entry}. */
  static String readable(String internalName) {
    return internalName.replace('/', '.').replace('$', '.');
  }

  /** {@code [[Ljava/lang/String;} becomes {@code java/lang/String}, {@code [I} the empty text. */
  static String element(String internalName) {
    if (!internalName.startsWith("[")) {
      return internalName;
    }
    String element = internalName.substring(internalName.lastIndexOf('[') + 1);
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
  }
}
