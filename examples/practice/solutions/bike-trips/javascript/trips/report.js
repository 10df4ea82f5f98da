export function minutesByBike(trips) {
  const totals = {};
  for (const { bike, minutes } of trips) totals[bike] = (totals[bike] ?? 0) + minutes;
  return totals;
}

export function busiestStations(trips, count) {
  const visits = new Map();
  for (const { from, to } of trips) {
    for (const station of [from, to]) visits.set(station, (visits.get(station) ?? 0) + 1);
  }
  return [...visits]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([station]) => station);
}
