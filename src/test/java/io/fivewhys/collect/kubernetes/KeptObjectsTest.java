package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptObjectsTest {

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
        .addToAnnotations("team", "red")
        .withManagedFields(new ManagedFieldsEntry())
        .endMetadata()
        .build();
  }

  private static void put(KeptObjects<Pod> objects, String name) {
    Pod pod = pod(name);
    objects.put(objects.getKey(pod), pod);
  }

  @Test
  void keepsNoMoreThanItMayAndSaysSo() {
    var objects = new KeptObjects<Pod>(it -> it, 2);
    put(objects, "a");
    put(objects, "b");
    put(objects, "a");
    assertThat(objects.isFull()).isFalse();
    put(objects, "c");
    assertThat(objects.isFull()).isTrue();
    assertThat(objects.size()).isEqualTo(2);
    assertThat(objects.get("shop/c")).isNull();
  }

  @Test
  void everyChangeIsASignOfLife() {
    var objects = new KeptObjects<Pod>(it -> it, 2);
    long before = objects.changes();
    put(objects, "a");
    objects.remove("shop/a");
    assertThat(objects.changes()).isEqualTo(before + 2);
  }

  @Test
  void keepsWhatReadersNeedAlone() {
    Pod kept = KeptFields.withoutManagers(pod("a"));
    assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    assertThat(kept.getMetadata().getAnnotations()).isEqualTo(Map.of("team", "red"));
    assertThat(KeptFields.most(pod("a")).getMetadata().getManagedFields()).hasSize(1);
  }

  @Test
  void secretKeepsItsKeysAndNothingOfItsValues() {
    Secret one = SecretDigest.of(secret("aHVudGVyMg=="));
    Secret same = SecretDigest.of(secret("aHVudGVyMg=="));
    Secret other = SecretDigest.of(secret("aHVudGVyMw=="));
    assertThat(one.toString())
        .doesNotContain("aHVudGVyMg==")
        .doesNotContain("plain words")
        .doesNotContain("stowed away");
    assertThat(one.getData()).containsOnlyKeys("password", "note", "nothing");
    assertThat(one.getData()).containsEntry("nothing", "");
    assertThat(one.getData()).isEqualTo(same.getData());
    assertThat(one.getData().get("password")).isNotEqualTo(other.getData().get("password"));
    assertThat(one.getData().get("note")).isEqualTo(other.getData().get("note"));
  }

  private static Secret secret(String password) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("db")
        .addToAnnotations("backup.example.com/copy", "stowed away")
        .endMetadata()
        .addToData("password", password)
        .addToData("nothing", "")
        .addToStringData("note", "plain words")
        .addToAdditionalProperties("more", "stowed away")
        .build();
  }
}
