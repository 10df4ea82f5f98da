import { DAY, minutes } from './clock.js';

export function parseTrip(line) {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length !== 5) throw new SyntaxError(`a trip has five fields, not ${fields.length}`);
  const [bike, start, from, end, to] = fields;
  return { bike, from, to, minutes: (minutes(end) - minutes(start) + DAY) % DAY };
}
