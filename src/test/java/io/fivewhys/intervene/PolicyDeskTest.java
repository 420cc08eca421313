package io.fivewhys.intervene;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.store.MitigationPolicies;
import io.fivewhys.store.MitigationPolicies.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDeskTest {
  private static final String AUTO = "rules: [{name: all, mode: auto}]";
  private static final String APPROVE = "rules: [{name: all, mode: approve}]";

  @TempDir Path directory;
  private Path file;
  private Database database;
  private PolicyDesk desk;

  @BeforeEach
  void open() {
    file = directory.resolve("mitigation.yaml");
    database = DatabaseKind.H2.open(directory.resolve("data"));
    desk = replica();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Its background is never started: each look is made by hand. */
  private PolicyDesk replica() {
    return new PolicyDesk(database, new PolicyFileWatch("mitigation.yaml", file));
  }

  private static Decision decision(Policy policy) {
    var orders = Subject.of("Deployment", "shop", "orders");
    return policy.decide(
        new Recommendation(
            "edge",
            "shop",
            "D",
            Instant.EPOCH,
            new CauseKey(Category.DEPLOYMENT_ISSUE, orders),
            1,
            new Remedy.RestartWorkload(orders),
            "",
            "",
            Risk.LOW,
            "",
            Optional.empty()),
        Map.of(),
        List.of(),
        Instant.EPOCH);
  }

  private Mode mode() {
    return decision(desk.current()).mode();
  }

  private PolicyChange put(String yaml) {
    return desk.put(yaml, _ -> true, "ann", "why");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file, yaml);
  }

  private static void look(PolicyDesk replica) {
    replica.tick();
    replica.tick();
  }

  @Test
  void withoutAPolicyEverythingIsOnlyRecommended() {
    assertThat(decision(desk.current()).because()).contains("not read yet");
    desk.start();
    assertThat(mode()).isEqualTo(Mode.RECOMMEND);
    assertThat(decision(desk.current()).because()).contains("there is no policy");
    desk.close();
  }

  @Test
  void theFileIsTakenInAtTheStartAndWhenItChanges() throws IOException {
    write(APPROVE);
    desk.start();
    desk.close();
    assertThat(mode()).isEqualTo(Mode.APPROVE);

    write(AUTO);
    desk.tick();
    assertThat(mode()).as("somebody may still be writing").isEqualTo(Mode.APPROVE);
    desk.tick();
    assertThat(mode()).isEqualTo(Mode.AUTO);
    look(desk);
    assertThat(desk.history(OptionalLong.empty(), 9)).hasSize(2);
    assertThat(desk.history(OptionalLong.empty(), 9).getFirst().actor()).isEqualTo("fivewhys");
  }

  @Test
  void aRestartDoesNotUndoWhatWasSent() throws IOException {
    write(AUTO);
    look(desk);
    put(APPROVE);
    assertThat(mode()).isEqualTo(Mode.APPROVE);

    desk = replica();
    desk.start();
    desk.close();
    look(desk);
    assertThat(mode()).isEqualTo(Mode.APPROVE);

    write(AUTO + " # again");
    look(desk);
    assertThat(mode()).isEqualTo(Mode.AUTO);
  }

  @Test
  void replicasFollowEachOther() {
    var other = replica();
    other.follow();
    put(AUTO);
    assertThat(decision(other.current()).mode()).isEqualTo(Mode.RECOMMEND);
    assertThat(decision(database.read(other::current)).mode())
        .as("as of the transaction")
        .isEqualTo(Mode.AUTO);
    other.follow();
    assertThat(decision(other.current()).mode()).isEqualTo(Mode.AUTO);
    assertThat(other.current().version()).isEqualTo(1);
  }

  @Test
  void replicasWhoseFilesDifferDoNotUndoEachOther() throws IOException {
    write(APPROVE);
    var old = new PolicyDesk(database, new PolicyFileWatch("old", directory.resolve("old.yaml")));
    Files.writeString(directory.resolve("old.yaml"), AUTO);
    look(old);
    look(desk);
    look(old);
    look(desk);
    assertThat(desk.history(OptionalLong.empty(), 9)).hasSize(2);
    assertThat(mode()).isEqualTo(Mode.APPROVE);
  }

  @Test
  void aReplicaThatStartsAgainWithAnOlderFileBringsItNotBack() throws IOException {
    write(AUTO);
    look(desk);
    write(APPROVE);
    look(desk);

    write(AUTO);
    desk = replica();
    desk.start();
    desk.close();
    look(desk);
    assertThat(mode()).isEqualTo(Mode.APPROVE);
    assertThat(desk.history(OptionalLong.empty(), 9)).hasSize(2);
    assertThat(desk.rejected().getFirst().toString())
        .contains("mitigation.yaml", "taken in earlier", "policy 2", "policy rollback");

    write(APPROVE);
    look(desk);
    assertThat(desk.rejected()).as("what the newest says").isEmpty();
    write(AUTO);
    look(desk);
    assertThat(mode()).as("a change while it runs is a wish").isEqualTo(Mode.AUTO);
  }

  @Test
  void aFileThatIsPutThereWhileItRunsIsAWishThoughItWasThereBefore() throws IOException {
    write(AUTO);
    look(desk);
    write(APPROVE);
    look(desk);
    Files.delete(file);
    desk = replica();
    desk.start();
    desk.close();
    assertThat(mode()).as("the file that is gone").isEqualTo(Mode.APPROVE);
    write(AUTO);
    look(desk);
    assertThat(mode()).isEqualTo(Mode.AUTO);
  }

  @Test
  void aBrokenFileIsToldAndWhatWasInForceStaysSo() throws IOException {
    write(APPROVE);
    look(desk);
    write("rules: [{name: all, mode: automatic}]");
    look(desk);
    assertThat(mode()).isEqualTo(Mode.APPROVE);
    assertThat(desk.rejected().getFirst().where()).isEqualTo("mitigation.yaml:1");

    write(AUTO);
    look(desk);
    assertThat(desk.rejected()).isEmpty();
    assertThat(mode()).isEqualTo(Mode.AUTO);
  }

  @Test
  void aFileThatCannotBeUsedAtTheStartMeansRecommendOnlyAndSaysSo() throws IOException {
    write("rules: auto");
    desk.start();
    desk.close();
    assertThat(mode()).isEqualTo(Mode.RECOMMEND);
    assertThat(decision(desk.current()).because())
        .contains("mitigation.yaml cannot be used", "rules");
    Files.write(file, new byte[] {(byte) 0xff});
    look(desk);
    assertThat(decision(desk.current()).because()).contains("not UTF-8");
  }

  @Test
  void aFileThatIsGoneIsNoWish() throws IOException {
    write(AUTO);
    look(desk);
    Files.delete(file);
    look(desk);
    assertThat(mode()).isEqualTo(Mode.AUTO);
    write(AUTO);
    look(desk);
    assertThat(desk.history(OptionalLong.empty(), 9)).hasSize(1);
  }

  @Test
  void aPolicyThatCannotBeReadMeansRecommendOnly() {
    put(AUTO);
    database.change(it -> it.execute("update mitigation_policy set sha256 = 'x'"));
    desk = replica();
    desk.follow();
    assertThat(mode()).isEqualTo(Mode.RECOMMEND);
    assertThat(decision(desk.current()).because()).contains("policy 1 cannot be read");
    put(AUTO);
    assertThat(mode()).as("another one may be sent").isEqualTo(Mode.AUTO);
  }

  @Test
  void whatIsRefusedChangesNothing() {
    put(APPROVE);
    assertThat(put("rules: [{name: a, mode: auto, gateways: []}]"))
        .isInstanceOfSatisfying(
            PolicyChange.Refused.class,
            it -> assertThat(it.problems().getFirst().where()).isEqualTo("policy:1"));
    assertThat(put("#".repeat(MitigationPolicies.MOST_BYTES + 1)))
        .isInstanceOf(PolicyChange.Refused.class);
    assertThat(mode()).isEqualTo(Mode.APPROVE);
    assertThat(desk.history(OptionalLong.empty(), 9)).hasSize(1);
  }

  @Test
  void whoeverExpectsAnotherIsToldWhatIsThere() {
    put(APPROVE);
    assertThat(desk.put(AUTO, now -> now.isEmpty(), "bob", "mine"))
        .isInstanceOfSatisfying(
            PolicyChange.Clash.class,
            it -> assertThat(it.now().orElseThrow().actor()).isEqualTo("ann"));
    assertThat(mode()).isEqualTo(Mode.APPROVE);
  }

  @Test
  void theSameAgainIsNoNewVersion() {
    put(AUTO);
    assertThat(put(AUTO))
        .isInstanceOfSatisfying(
            PolicyChange.InForce.class, it -> assertThat(it.changed()).isFalse());
    assertThat(desk.stored().map(Stored::version).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void anEarlierOneComesBackAsANewVersion() {
    put(APPROVE);
    put(AUTO);
    assertThat(desk.rollback(1, _ -> true, "ann", "too eager"))
        .isInstanceOf(PolicyChange.InForce.class);
    assertThat(mode()).isEqualTo(Mode.APPROVE);
    assertThat(desk.current().version()).isEqualTo(3);
    assertThat(desk.history(OptionalLong.empty(), 1).getFirst().reason())
        .isEqualTo("back to 1: too eager");
    assertThat(desk.rollback(9, _ -> true, "ann", "")).isEqualTo(new PolicyChange.Unknown(9));
  }

  @Test
  void whileTheDatabaseIsGoneWhatWasInForceStaysSo() {
    put(AUTO);
    database.close();
    desk.tick();
    assertThat(mode()).isEqualTo(Mode.AUTO);
  }
}
