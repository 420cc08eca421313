package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** One change of one object. */
record Patch(PatchType type, JsonNode body) {}
