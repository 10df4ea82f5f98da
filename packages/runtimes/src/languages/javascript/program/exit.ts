/** What `process.exit()` throws to unwind the program. Not an `Error`, so that few handlers take it for one. */
export class ExitSignal {
  constructor(readonly code: number) {}
}
