package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.http.call.ApiContract;
import java.io.IOException;

/** The shipped contract, to hold answers against. */
public final class Contract {
  private final JsonNode document;

  public Contract() throws IOException {
    document = DiagnosisJson.yamlMapper().readTree(ApiContract.shipped().yaml());
  }

  /** Whether it is what the component says. */
  public void assertValid(String component, JsonNode value) {
    ObjectNode root = document.deepCopy();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$ref", "#/components/schemas/" + component);
    var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    assertThat(schema.validate(value)).as(component + " " + value).isEmpty();
  }
}
