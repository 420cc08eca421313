/** Kinds of causes that the API knows. */
export const categories = [
  'upstream_service_failure',
  'circuit_breaker_activation',
  'deployment_issue',
  'resource_exhaustion',
  'dependency_failure',
  'configuration_error',
  'infrastructure_failure',
  'traffic_surge',
];
