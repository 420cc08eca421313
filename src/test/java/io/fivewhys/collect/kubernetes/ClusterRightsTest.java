package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may not be read is named with the right to grant. */
class ClusterRightsTest extends KubernetesSourceTest {
  @Test
  void missingRightBlindsOneKindAndNamesWhatToGrant() throws Exception {
    create("orders-1");
    cluster.forbid("/services");
    Answer answer = look();
    assertThat(reasons(answer, "services"))
        .containsExactly("may not list services in shop: grant get, list and watch");
    assertThat(reasons(answer, "pods")).isEmpty();
    assertThat(pods()).containsExactly("orders-1");
    assertThat(seen.get().objects().sees(Service.class)).isFalse();
    assertThat(seen.get().objects().sees(Pod.class)).isTrue();
  }

  @Test
  void rightThatIsGrantedLaterIsPickedUp() throws Exception {
    create("orders-1");
    cluster.forbid("/pods");
    assertThat(reasons(look(), "pods")).hasSize(1);
    cluster.behave("/pods");
    assertThat(reasons(lookUntilPodsAre("orders-1"), "pods")).isEmpty();
  }

  @Test
  void rightThatIsTakenAwayBlindsAtOnce() throws Exception {
    create("orders-1");
    look();
    cluster.forbid("/pods");
    assertThat(reasons(look(), "pods")).hasSize(1);
    assertThat(pods()).isEmpty();
    cluster.behave("/pods");
    lookUntilPodsAre("orders-1");
  }

  @Test
  void missingRightToWatchIsNamed() throws Exception {
    cluster.forbidWatching("/pods");
    assertThat(reasons(look(), "pods"))
        .containsExactly("may not watch pods in shop: grant get, list and watch");
    assertThat(seen.get().objects().sees(Pod.class)).isFalse();
  }

  @Test
  void noRightsAtAllFailTheSource() {
    cluster.forbid("s");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.FORBIDDEN);
              assertThat(it).hasMessageContaining("may not list anything in shop");
            });
  }

  @Test
  void credentialsThatAreNotAcceptedFailTheSourceUntilTheyAreRenewed() throws Exception {
    cluster.answer("s", 401, "{}");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.UNAUTHENTICATED));
    cluster.behave("s");
    create("orders-1");
    lookUntilPodsAre("orders-1");
  }

  @Test
  void severalNamespacesAreSeenTogetherAndOneThatIsForbiddenIsNamed() throws Exception {
    source =
        new KubernetesSource(
            cluster.config("shop", "pay"), clusters, List.of(onlooker("pods", Set.of(Pod.class))));
    create("orders-1");
    cluster.forbid("/namespaces/pay/pods");
    Answer answer = look();
    assertThat(pods()).containsExactly("orders-1");
    assertThat(reasons(answer, "pods"))
        .containsExactly("may not list pods in pay: grant get, list and watch");
  }
}
