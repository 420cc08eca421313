package io.fivewhys.rulebook;

import java.util.Optional;

/** Compiled units by key. Safe for use by several threads. */
interface UnitCache {
  /** Keeps nothing. */
  UnitCache NONE =
      new UnitCache() {
        @Override
        public Optional<CompiledUnit> find(UnitKey key) {
          return Optional.empty();
        }

        @Override
        public void keep(UnitKey key, CompiledUnit unit) {}
      };

  /** Empty also when what is there is damaged. */
  Optional<CompiledUnit> find(UnitKey key);

  /** Keeps a unit if that can be done; never fails. */
  void keep(UnitKey key, CompiledUnit unit);
}
