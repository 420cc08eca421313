package io.fivewhys.rulebook.sandbox;

import java.lang.classfile.ClassModel;
import java.util.Map;

/**
 * The classes of a candidate.
 *
 * @param byName by internal name
 */
record OwnClasses(Map<String, ClassModel> byName) {

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether a class itself has this method or field; what it inherits is not its own. */
  boolean declares(String owner, String name, String descriptor) {
    ClassModel model = byName.get(owner);
    return model != null
        && (model.methods().stream()
                .anyMatch(
                    it ->
                        it.methodName().equalsString(name)
                            && it.methodType().equalsString(descriptor))
            || model.fields().stream()
                .anyMatch(
                    it ->
                        it.fieldName().equalsString(name)
                            && it.fieldType().equalsString(descriptor)));
  }
}
