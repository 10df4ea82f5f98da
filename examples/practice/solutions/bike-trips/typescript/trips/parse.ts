import { DAY, minutes } from './clock';

export interface Trip {
  bike: string;
  from: string;
  to: string;
  minutes: number;
}

export function parseTrip(line: string): Trip {
  const [bike, start, from, end, to, ...more] = line.split(',').map((field) => field.trim());
  if (bike === undefined || start === undefined || from === undefined) throw tooFew();
  if (end === undefined || to === undefined || more.length > 0) throw tooFew();
  return { bike, from, to, minutes: (minutes(end) - minutes(start) + DAY) % DAY };
}

function tooFew(): SyntaxError {
  return new SyntaxError('a trip has five fields');
}
