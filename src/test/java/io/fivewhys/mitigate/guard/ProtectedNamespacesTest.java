package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtectedNamespacesTest {
  private final ProtectedNamespaces guard = new ProtectedNamespaces(Set.of("kube-system"));

  @Test
  void nothingIsDoneInAProtectedNamespace() {
    var it = new Situation();
    it.wanted = new Remedy.RestartWorkload(Subject.of("Deployment", "kube-system", "coredns"));
    assertThat(guard.objection(it.it()).orElseThrow().value()).isEqualTo("kube-system");
    assertThat(guard.objection(new Situation().it())).isEmpty();
  }

  @Test
  void whatNamesNoNamespaceIsInTheGatewaysOwn() {
    var it = new Situation().resetting(Optional.of("orders"));
    it.namespace = "kube-system";
    assertThat(guard.objection(it.it())).isPresent();
  }

  @Test
  void thePlansNamespaceCountsWhateverWasRecommended() {
    var it = new Situation();
    it.planned =
        Optional.of(new Remedy.RestartWorkload(Subject.of("Deployment", "kube-system", "coredns")));
    assertThat(guard.objection(it.it())).isPresent();
  }
}
