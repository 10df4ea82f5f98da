import type { RefusalReason } from '@interview-room/core/protocol';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const prefix = 'interview_room_';

/** What the server counts, in a registry of its own: several servers may live in one process. */
export class Metrics {
  readonly registry = new Registry();
  readonly entries = this.#counter('entries_total', 'Entries handed to the log.');
  readonly casts = this.#counter('casts_total', 'Casts handed on.');
  readonly appendSeconds = new Histogram({
    name: `${prefix}append_seconds`,
    help: 'How long the log takes to write.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly #refusals = new Counter({
    name: `${prefix}refusals_total`,
    help: 'What was refused, by reason.',
    labelNames: ['reason'],
    registers: [this.registry],
  });

  refused(reason: RefusalReason): void {
    this.#refusals.inc({ reason });
  }

  /** Shows a figure as it is when it is asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const collect = async (gauge: Gauge) => gauge.set(await read());
    const gauge = new Gauge({
      name: prefix + name,
      help,
      registers: [],
      collect: function () {
        return collect(this);
      },
    });
    this.registry.registerMetric(gauge);
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: prefix + name, help, registers: [this.registry] });
  }
}
