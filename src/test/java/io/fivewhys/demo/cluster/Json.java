package io.fivewhys.demo.cluster;

import tools.jackson.databind.json.JsonMapper;

/** JSON as trees. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}
}
