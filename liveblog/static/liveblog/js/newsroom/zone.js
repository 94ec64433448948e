const DAY_MS = 86_400_000;

/**
 * The instant of a wall-clock time (`2025-05-16T16:31`) in a time zone, as ISO 8601 in UTC. Of an
 * hour that comes twice in autumn it is the first; one that is left out in spring counts on.
 */
export function instantOf(local, zone) {
  const wanted = Date.parse(`${local}Z`);
  // Around a clock change, the offsets of the day before and the day after are the candidates.
  const instants = [-DAY_MS, DAY_MS].map((step) => wanted - offsetAt(wanted + step, zone));
  const found = instants.filter((instant) => instant + offsetAt(instant, zone) === wanted);
  return new Date(found.length ? Math.min(...found) : instants[0]).toISOString();
}

/** Whether a zone's clocks ever show this time: in spring an hour is left out. */
export function existsIn(local, zone) {
  return Boolean(local) && localTimeOf(instantOf(local, zone), zone) === local.slice(0, 16);
}

/** The wall-clock time of an instant in a time zone, as `datetime-local` fields want it. */
export function localTimeOf(moment, zone) {
  const instant = Date.parse(moment);
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);
}

function offsetAt(instant, zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return local - Math.floor(instant / 1_000) * 1_000;
}
