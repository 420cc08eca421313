package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A volume as the kubelet's atomic writer lays it out: data in a directory of its own, {@code
 * ..data} a link to it that is replaced by rename, and a link through {@code ..data} for every name
 * at the top.
 */
final class ConfigMap {
  private final Path mount;
  private int generation;

  private ConfigMap(Path mount) {
    this.mount = mount;
  }

  static ConfigMap mounted(Path mount, RuleFiles files) throws IOException {
    Files.createDirectories(mount);
    var map = new ConfigMap(mount);
    map.swap(files);
    return map;
  }

  void swap(RuleFiles files) throws IOException {
    Path data = mount.resolve("..data");
    Path old = Files.exists(data) ? data.toRealPath() : null;
    Path fresh = mount.resolve("..2026_11_22_10_00_00." + ++generation);
    Files.createDirectories(fresh);
    TinyRules.write(fresh, files);
    Path temporary = mount.resolve("..data_tmp");
    Files.createSymbolicLink(temporary, fresh.getFileName());
    Files.move(temporary, data, StandardCopyOption.ATOMIC_MOVE);
    for (String path : files.contents().keySet()) {
      Path top = Path.of(path).getName(0);
      if (!Files.exists(mount.resolve(top), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(mount.resolve(top), Path.of("..data").resolve(top));
      }
    }
    if (old != null) {
      try (Stream<Path> paths = Files.walk(old)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
