import type { TerminalChannel, TerminalOffer, TerminalSize } from '@interview-room/core';
import type { Shell } from '@interview-room/run-panel/terminal';

export type ShellStatus = 'connecting' | 'open' | 'offline' | 'ended' | 'failed';

/** Where the terminal goes, and who hears of it. */
export interface ShellHost {
  /** The box that it fills, and what its colours are read from. */
  boxes(): { box: HTMLElement; probe: HTMLElement } | undefined;
  /** How it stands. `detail` is the backend's. */
  status(status: ShellStatus, detail?: string): void;
  label(): string;
}

/** A screen, and the shell at the other end of it. The screen's code is loaded when it is opened. */
export class ShellLink {
  private shell?: Shell;
  private channel?: TerminalChannel;
  private closed = false;
  private taking = false;

  constructor(
    private readonly offer: TerminalOffer,
    private readonly host: ShellHost,
  ) {}

  /** Loads the screen and connects. */
  async open(): Promise<void> {
    this.host.status('connecting');
    try {
      const { Shell } = await import('@interview-room/run-panel/terminal');
      const boxes = this.host.boxes();
      if (this.closed || !boxes) return;
      this.shell = new Shell(boxes.box, boxes.probe, {
        typed: (data) => this.channel?.write(data),
        interrupt: () => this.interrupt(),
        resized: (columns, rows) => this.channel?.resize({ columns, rows }),
      });
      this.shell.label(this.host.label());
      this.connect(this.shell.size);
    } catch {
      if (!this.closed) this.host.status('failed');
    }
  }

  /** Connects anew, on the same screen. */
  reconnect(): void {
    this.channel?.close();
    delete this.channel;
    if (this.shell) this.connect(this.shell.size);
    else void this.open();
  }

  /** Stops what runs in the shell. */
  interrupt(): void {
    this.channel?.interrupt();
  }

  clear(): void {
    this.shell?.clear();
  }
  get text(): string {
    return this.shell?.text ?? '';
  }
  focus(): void {
    this.shell?.focus();
  }
  readAloud(on: boolean): void {
    this.shell?.readAloud(on);
  }
  label(text: string): void {
    this.shell?.label(text);
  }

  close(): void {
    this.closed = true;
    this.channel?.close();
    delete this.channel;
    this.shell?.dispose();
    delete this.shell;
  }

  private connect(size: TerminalSize): void {
    let current = true;
    const stale = () => this.closed || !current;
    this.take(false);
    this.host.status('connecting');
    const channel = this.offer.open(size, {
      output: (text) => (stale() ? undefined : this.shell?.show(text)),
      status: (status, detail) => {
        if (stale()) return;
        this.take(status === 'open' || (this.taking && status !== 'ended'));
        this.host.status(status, detail);
      },
    });
    this.channel = {
      write: (data) => (this.taking ? channel.write(data) : undefined),
      interrupt: () => channel.interrupt(),
      resize: (to) => channel.resize(to),
      close: () => {
        current = false;
        channel.close();
      },
    };
  }

  /** Before there is a shell, and when it is over, nothing can be typed. What is typed while it is lost the backend keeps, or not. */
  private take(on: boolean): void {
    this.taking = on;
    this.shell?.accept(on);
  }
}
