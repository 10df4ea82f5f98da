import type { Trip } from './parse';

export function minutesByBike(trips: Trip[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { bike, minutes } of trips) totals[bike] = (totals[bike] ?? 0) + minutes;
  return totals;
}

export function busiestStations(trips: Trip[], count: number): string[] {
  const visits = new Map<string, number>();
  for (const { from, to } of trips) {
    for (const station of [from, to]) visits.set(station, (visits.get(station) ?? 0) + 1);
  }
  return [...visits]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([station]) => station);
}
