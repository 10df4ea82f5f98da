import { minutes } from './clock';

export interface Trip {
  bike: string;
  from: string;
  to: string;
  minutes: number;
}

// Takes whatever it is given, and knows nothing of midnight.
export function parseTrip(line: string): Trip {
  const [bike = '', start = '', from = '', end = '', to = ''] = line.split(',');
  return { bike, from, to, minutes: minutes(end) - minutes(start) };
}
