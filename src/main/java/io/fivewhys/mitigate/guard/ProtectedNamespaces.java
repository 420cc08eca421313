package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;
import java.util.Set;

/** Nothing is done in namespaces that are protected. */
record ProtectedNamespaces(Set<String> namespaces) implements Guard {
  @Override
  public String name() {
    return "protected-namespaces";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    String namespace = Target.namespace(it);
    return namespaces.contains(namespace)
        ? Optional.of(
            new Refusal(
                name(),
                "another namespace",
                namespace,
                "namespace %s is protected; whatever has to be done there is done by a person"
                    .formatted(namespace)))
        : Optional.empty();
  }
}
