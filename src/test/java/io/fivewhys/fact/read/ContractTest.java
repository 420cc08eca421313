package io.fivewhys.fact.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.fivewhys.fact.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader takes what the contract's schema takes, and refuses what it refuses. */
class ContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA = schema();

  private static JsonNode schema() {
    try (InputStream in =
        ContractTest.class.getResourceAsStream("/contract/snapshot.schema.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> kinds() {
    return FactKind.names().stream();
  }

  @Test
  void theKindsAreThoseOfTheContract() {
    Set<String> contract = new TreeSet<>();
    SCHEMA
        .at("/$defs/fact/oneOf")
        .forEach(one -> contract.add(one.get("$ref").asText().replace("#/$defs/", "")));
    assertThat(new TreeSet<>(FactKind.names())).isEqualTo(contract).hasSize(24);
    assertThat(Fact.class.getPermittedSubclasses()).hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theFieldsAreThoseOfTheContract(String kind) {
    JsonNode definition = SCHEMA.at("/$defs/" + kind);
    Set<String> contract = new TreeSet<>();
    definition.get("properties").fieldNames().forEachRemaining(contract::add);
    Set<String> ours = new TreeSet<>(FactKind.named(kind).orElseThrow().fieldNames());
    ours.add("kind");
    assertThat(ours).isEqualTo(contract);

    Set<String> required = new TreeSet<>();
    definition.get("required").forEach(name -> required.add(name.asText()));
    Set<String> needed = new TreeSet<>(Set.of("kind"));
    FactKind.named(kind).orElseThrow().fields().stream()
        .filter(field -> field.form().absent().isEmpty())
        .forEach(field -> needed.add(field.name()));
    assertThat(needed).isEqualTo(required);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachFieldTakesAndRefusesWhatTheContractDoes(String kind) throws IOException {
    JsonSchema validator = validator(kind);
    ObjectNode plain = plainFact(kind, validator);
    Set<JsonNode> probes = probes(kind);
    List<String> differences = new ArrayList<>();
    for (String field : FactKind.named(kind).orElseThrow().fieldNames()) {
      compare(plain.deepCopy().without(field), validator, differences);
      for (JsonNode probe : probes) {
        compare(plain.deepCopy().set(field, probe), validator, differences);
      }
    }
    compare(plain.deepCopy().put("unheardOf", 1), validator, differences);
    compare(plain.deepCopy().put("kind", "Unheard"), validator, differences);
    assertThat(differences).isEmpty();
  }

  private static void compare(JsonNode fact, JsonSchema validator, List<String> differences) {
    boolean contract = validator.validate(fact).isEmpty();
    if (contract != isTaken(fact)) {
      differences.add((contract ? "refused though allowed: " : "taken though not: ") + fact);
    }
  }

  private static boolean isTaken(JsonNode fact) {
    try {
      Samples.json(Samples.withFacts(fact.toString()));
      return true;
    } catch (SnapshotRefused e) {
      return false;
    }
  }

  /** Only what the kind needs, each with the first probe that the contract takes. */
  private static ObjectNode plainFact(String kind, JsonSchema validator) throws IOException {
    ObjectNode fact = JSON.createObjectNode().put("kind", kind);
    for (JsonNode name : SCHEMA.at("/$defs/" + kind + "/required")) {
      JsonNode property = SCHEMA.at("/$defs/" + kind + "/properties/" + name.asText());
      if (!name.asText().equals("kind")) {
        fact.set(name.asText(), fitting(kind, name.asText(), property));
      }
    }
    assertThat(validator.validate(fact)).as(fact.toString()).isEmpty();
    return fact;
  }

  private static JsonNode fitting(String kind, String name, JsonNode property) throws IOException {
    var alone = JSON.createObjectNode();
    alone.set("$defs", SCHEMA.get("$defs"));
    property.properties().forEach(entry -> alone.set(entry.getKey(), entry.getValue()));
    JsonSchema validator = validator(alone);
    return probes(kind).stream()
        .filter(probe -> validator.validate(probe).isEmpty())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no probe fits " + kind + "." + name));
  }

  private static Set<JsonNode> probes(String kind) throws IOException {
    Set<JsonNode> probes = new LinkedHashSet<>();
    String[] texts = {
      "null",
      "true",
      "false",
      "\"\"",
      "\"x\"",
      "\"true\"",
      "\"1\"",
      "\"ConfigMap/x\"",
      "\"ConfigMap/\"",
      "\"/x\"",
      "\"Config-Map/x\"",
      "\"ConfigMap/\\n\"",
      "-1",
      "-0.5",
      "0",
      "-0.0",
      "0.5",
      "1",
      "1.0",
      "1.0000001",
      "2",
      "3.5",
      "65535",
      "65536",
      "2147483647",
      "-2147483648",
      "1e3",
      "1e-3",
      "[]",
      "[\"\"]",
      "[\"x\"]",
      "[1]",
      "[0]",
      "[65535]",
      "[65536]",
      "[1.5]",
      "[null]",
      "[[]]",
      "[\"x\",\"x\"]",
      "{}",
      "{\"a\":1}",
      "{\"a\":-1}",
      "{\"a\":1.5}",
      "{\"a\":\"x\"}",
      "{\"a\":null}",
      "{\"200\":1}",
      "{\"200\":-1}",
      "{\"200\":1.5}",
      "{\"099\":1}",
      "{\"600\":1}",
      "{\"2000\":1}",
      "{\"599\":1,\"100\":0}",
      "\"2026-11-22T10:15:00Z\"",
      "\"2026-11-22T11:15:00+01:00\"",
      "\"2026-11-22T10:15:00.5Z\"",
      "\"2026-11-22\"",
      "\"2026-13-22T10:15:00Z\"",
      "\"2026-11-22T10:15:00\"",
      "\"PT5M\"",
    };
    for (String text : texts) {
      probes.add(JSON.readTree(text));
    }
    for (int length : new int[] {253, 254}) {
      probes.add(JSON.getNodeFactory().textNode("n".repeat(length)));
      probes.add(JSON.createArrayNode().add("n".repeat(length)));
      probes.add(JSON.getNodeFactory().textNode("😀".repeat(length)));
    }
    for (JsonNode property : SCHEMA.at("/$defs/" + kind + "/properties")) {
      property.path("enum").forEach(probes::add);
      property.at("/items/enum").forEach(one -> probes.add(JSON.createArrayNode().add(one)));
      property
          .path("enum")
          .forEach(
              one ->
                  probes.add(
                      JSON.getNodeFactory()
                          .textNode(one.asText().toUpperCase(java.util.Locale.ROOT) + "_")));
    }
    return probes;
  }

  private static JsonSchema validator(String kind) {
    var alone = JSON.createObjectNode();
    alone.set("$defs", SCHEMA.get("$defs"));
    alone.put("$ref", "#/$defs/" + kind);
    return validator(alone);
  }

  private static JsonSchema validator(JsonNode schema) {
    var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config);
  }
}
