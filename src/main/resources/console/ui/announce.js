let place;

/** Says something to those who do not see it, and shows it for a moment to those who do. */
export function announce(text) {
  if (!place) {
    place = document.createElement('div');
    place.className = 'announced';
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  const said = document.createElement('p');
  said.textContent = text;
  place.replaceChildren(said);
  setTimeout(() => said.remove(), 6_000);
}
