package io.fivewhys.collect.kubernetes.change;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** How requests to a host are sent in an Istio mesh, and its subsets. */
@Group("networking.istio.io")
@Version("v1beta1")
@Plural("destinationrules")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = ValueDeserializer.None.class) // by its class, not by what it says it is
public final class DestinationRule extends IstioObject {}
