package io.fivewhys.collect.kubernetes.change;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Which request goes where in an Istio mesh. */
@Group("networking.istio.io")
@Version("v1beta1")
@Plural("virtualservices")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = ValueDeserializer.None.class) // by its class, not by what it says it is
public final class VirtualService extends IstioObject {}
