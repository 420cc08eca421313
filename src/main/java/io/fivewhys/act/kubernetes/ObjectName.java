package io.fivewhys.act.kubernetes;

import io.fivewhys.inference.Subject;

/** Which object. */
record ObjectName(ObjectKind kind, String namespace, String name) {
  Subject subject() {
    return Subject.of(kind.toString(), namespace, name);
  }

  String path() {
    return kind.path(namespace) + "/" + name;
  }

  /** For kubectl, such as {@code deployment/orders -n shop}. */
  String forKubectl() {
    return kubectlName() + " -n " + namespace;
  }

  /** Such as {@code deployment/orders}. */
  String kubectlName() {
    return kind.toString().toLowerCase(java.util.Locale.ROOT) + "/" + name;
  }

  /** For people: {@code Deployment/orders in shop}. */
  @Override
  public String toString() {
    return kind + "/" + name + " in " + namespace;
  }
}
