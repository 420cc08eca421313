/**
 * Colours come from the style sheet, so that a chart follows the theme. A token may be light-dark(),
 * which a canvas does not understand: only as the colour of something does it become one colour.
 *
 * @param {string} name of a token such as --series-5xx
 */
export function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The same, seen through; computed colours are rgb(). */
export const faint = (name) => colour(name).replace(/^rgb\((.*)\)$/, 'rgba($1, 0.13)');
