package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An element of a list that differs in nothing but in what it is called by: {@code
 * spec.rules[/orders]} that became {@code spec.rules[/order]}.
 *
 * @param stem path of the list
 * @param from what it was called by
 * @param to what it is called by
 */
record Renaming(String stem, String from, String to) {
  private static final int MOST_PATHS = 100;

  /** The renaming that explains all that differs, if one does. */
  static Optional<Renaming> in(Collection<String> paths, Content before, Content after) {
    if (paths.size() > MOST_PATHS) {
      return Optional.empty();
    }
    var gone = new HashMap<Place, Map<String, String>>();
    var come = new HashMap<Place, Map<String, String>>();
    for (String path : paths) {
      if (before.has(path) == after.has(path)) {
        return Optional.empty();
      }
      Content content = before.has(path) ? before : after;
      var side = before.has(path) ? gone : come;
      for (Place place : Place.in(path)) {
        side.computeIfAbsent(place, _ -> new TreeMap<>())
            .put(place.rest(path), content.values().get(path).hash());
      }
    }
    for (var old : gone.entrySet()) {
      for (var fresh : come.entrySet()) {
        if (old.getKey().stem().equals(fresh.getKey().stem())
            && old.getValue().equals(fresh.getValue())
            && old.getValue().size() * 2 == paths.size()) {
          return Optional.of(
              new Renaming(old.getKey().stem(), old.getKey().label(), fresh.getKey().label()));
        }
      }
    }
    return Optional.empty();
  }

  /** One element of one list. */
  private record Place(String stem, String label) {

    static Collection<Place> in(String path) {
      var places = new ArrayList<Place>();
      for (int open = path.indexOf('['); open >= 0; open = path.indexOf('[', open + 1)) {
        int close = path.indexOf(']', open);
        if (close > open) {
          places.add(new Place(path.substring(0, open), path.substring(open + 1, close)));
        }
      }
      return places;
    }

    String rest(String path) {
      return path.substring(stem.length() + label.length() + 2);
    }
  }
}
