let place;

/** Says something to those who do not see it, and shows it for a while to those who do. */
export function announce(text, millis = 6_000) {
  if (!place) {
    place = document.createElement('div');
    place.className = 'announced';
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  const said = document.createElement('p');
  said.textContent = text;
  place.replaceChildren(said);
  setTimeout(() => said.remove(), millis);
}
