import { performance, type UVMetrics } from 'node:perf_hooks';

const timing: { uvMetricsInfo?: Pick<UVMetrics, 'loopCount'> } = performance.nodeTiming;

/** The number of this turn of the event loop: the next one begins once all sockets that have something to read were read. */
export const thisTurn: () => number = timing.uvMetricsInfo
  ? () => timing.uvMetricsInfo?.loopCount ?? 0
  : countedTurn;

let turn = 0;
let counting = false;

/** Before 20.18 Node does not count them. To ask for the end of each has the loop look for events once more. */
function countedTurn(): number {
  if (!counting) {
    counting = true;
    setImmediate(next);
  }
  return turn;
}

function next(): void {
  turn++;
  counting = false;
}
