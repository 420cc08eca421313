package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers and readers that are of no use. */
class ClusterNonsenseTest extends KubernetesSourceTest {
  @Test
  void nonsenseOfOneKindBlindsThatKind() throws Exception {
    create("orders-1");
    cluster.answer("/services", 200, "<html>Welcome to the portal</html>");
    Answer answer = look();
    assertThat(reasons(answer, "services"))
        .singleElement()
        .asString()
        .contains("what nobody can read");
    assertThat(pods()).containsExactly("orders-1");
  }

  @Test
  void errorOfOneKindBlindsThatKind() throws Exception {
    cluster.answer(
        "/services", 500, "{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd\\u0007 down\"}");
    assertThat(reasons(look(), "services"))
        .singleElement()
        .asString()
        .startsWith("the API server fails: 500")
        .doesNotContain("\u0007");
  }

  @Test
  void nonsenseOfEverythingFailsTheSource() {
    cluster.answer("s", 200, "[[[[");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.NONSENSE));
  }

  @Test
  void serverThatIsNoClusterFailsTheSource() {
    cluster.hide("/");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.NOT_FOUND);
              assertThat(it).hasMessageContaining("is it a cluster?");
            });
  }

  @Test
  void readerThatFailsOrIsLateBlindsItselfAlone() throws Exception {
    create("orders-1");
    ClusterReader failing =
        reader(
            "usage",
            () -> {
              throw new IllegalArgumentException("secret words");
            });
    ClusterReader late =
        reader(
            "logs",
            () -> {
              Thread.sleep(Duration.ofMinutes(5));
              return Answer.of(List.of());
            });
    look();
    source = within(Duration.ofSeconds(5), failing, late, onlooker("pods", Set.of(Pod.class)));
    Answer answer = look();
    assertThat(reasons(answer, "usage"))
        .singleElement()
        .asString()
        .contains("cannot be read")
        .doesNotContain("secret");
    assertThat(reasons(answer, "logs")).containsExactly("not read within the deadline");
    assertThat(reasons(answer, "pods")).isEmpty();
  }

  private interface Reading {
    Answer read() throws InterruptedException;
  }

  /** One that wants to see nothing. */
  private static ClusterReader reader(String subject, Reading reading) {
    return new ClusterReader() {
      @Override
      public Set<Class<? extends HasMetadata>> kinds() {
        return Set.of();
      }

      @Override
      public String subject() {
        return subject;
      }

      @Override
      public Answer read(ClusterLook look) throws InterruptedException {
        return reading.read();
      }
    };
  }
}
