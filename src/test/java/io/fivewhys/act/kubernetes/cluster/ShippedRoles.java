package io.fivewhys.act.kubernetes.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Roles as {@code config/} has them, bound to an account called ACCOUNT. */
final class ShippedRoles {
  private ShippedRoles() {}

  /** One of {@code kubernetes-mitigator.yaml} or {@code kubernetes-reader.yaml}. */
  static String of(String... names) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      String file = name.equals("fivewhys-reader") ? "kubernetes-reader" : "kubernetes-mitigator";
      String text = Files.readString(Path.of("config", file + ".yaml"));
      String role =
          Arrays.stream(text.split("(?m)^---$"))
              .filter(it -> it.contains("\nkind: Role\nmetadata: {name: " + name + ", "))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no Role " + name));
      all.append(role.replace(", namespace: shop", ""))
          .append(
              """
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: %s-of-ACCOUNT}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
              subjects: [{kind: ServiceAccount, name: ACCOUNT}]
              ---
              """
                  .formatted(name, name));
    }
    return all.toString();
  }
}
