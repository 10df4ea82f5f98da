/** How often each entry's id was sent by a client, over whatever transport. */
export class WatchedWire {
  readonly #sent = new Map<string, number>();
  counts = { frames: 0 };

  get resent(): string[] {
    return [...this.#sent].filter(([, times]) => times > 1).map(([id]) => id);
  }

  readonly WebSocket = socketsFor((text) => this.#read([JSON.parse(text) as Frame]));

  readonly fetch: typeof fetch = (input, init) => {
    if (String(input).endsWith('/frames') && typeof init?.body === 'string')
      this.#read((JSON.parse(init.body) as { frames: Frame[] }).frames);
    return fetch(input, init);
  };

  #read(frames: readonly Frame[]): void {
    for (const { entries = [] } of frames)
      for (const { id } of entries) this.#sent.set(id, (this.#sent.get(id) ?? 0) + 1);
    this.counts.frames += frames.length;
  }
}

interface Frame {
  entries?: readonly { id: string }[];
}

function socketsFor(sent: (text: string) => void) {
  return class extends WebSocket {
    override send(text: string): void {
      sent(text);
      super.send(text);
    }
  };
}
