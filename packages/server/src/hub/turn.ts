let turn = 0;
let counting = false;

/** The number of this turn of the event loop: the next one begins once all sockets that have something to read were read. */
export function thisTurn(): number {
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
