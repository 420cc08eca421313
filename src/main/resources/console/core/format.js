const whole = new Intl.NumberFormat('en-GB');

/** A number with thin separators; an unknown one is said to be unknown. */
export const count = (value) => (value === undefined || value === null ? 'unknown' : whole.format(value));

/** A share from 0 to 1 as per cent: two digits below 10 %, none above unless asked for. */
export function percent(share, digits) {
  if (share === undefined || share === null || Number.isNaN(share)) {
    return 'unknown';
  }
  const value = share * 100;
  return `${value.toFixed(digits ?? (value !== 0 && Math.abs(value) < 10 ? 1 : 0))} %`;
}

/** A confidence as per cent that does not break; never all, since nothing is that sure. */
export const sure = (confidence) => (confidence > 0.99 ? percent(Math.min(confidence, 0.999), 1) : percent(confidence)).replaceAll(' ', '\u00a0');

/** Decibans with their sign, as in `+12.0`. */
export const signed = (value, digits = 1) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** Bytes as 1.2 MiB. */
export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit]}`;
}

/** `deployment_issue` as `Deployment issue`. */
export function words(name) {
  const spaced = String(name ?? '').replaceAll(/[_-]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** `{kind, namespace, name}` as `Deployment shop/orders`. */
export const subject = (of) => (of ? `${of.kind} ${of.namespace ? `${of.namespace}/` : ''}${of.name}` : '');

/** Somebody as people say it: `person:ann` as `ann`; others, such as `admin`, are called what they are. */
export const personName = (actor) => String(actor ?? '').replace(/^person:/, '');

/** The first digits of a hash. */
export const short = (hash, digits = 10) => String(hash ?? '').slice(0, digits);

/** An ISO 8601 duration in seconds; null for none. */
export function seconds(iso) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso ?? '');
  return parts ? Number(parts[1] ?? 0) * 86_400 + Number(parts[2] ?? 0) * 3_600 + Number(parts[3] ?? 0) * 60 + Number(parts[4] ?? 0) : null;
}

/** Seconds as `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function span(value) {
  const rest = Math.max(0, Math.floor(value));
  if (rest < 90) {
    return `${rest} s`;
  }
  if (rest < 5_400) {
    return `${Math.floor(rest / 60)} min`;
  }
  const [large, small, unit, minor] = rest < 172_800 ? [3_600, 60, 'h', 'min'] : [86_400, 3_600, 'd', 'h'];
  const over = Math.floor((rest % large) / small);
  return `${Math.floor(rest / large)} ${unit}${over ? ` ${over} ${minor}` : ''}`;
}
