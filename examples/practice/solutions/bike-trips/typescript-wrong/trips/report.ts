import type { Trip } from './parse';

export function minutesByBike(trips: Trip[]): Record<string, number> {
  return Object.fromEntries(trips.map((trip) => [trip.bike, trip.minutes]));
}

export function busiestStations(trips: Trip[], count: number): string[] {
  return [...new Set(trips.flatMap((trip) => [trip.from, trip.to]))].slice(0, count);
}
