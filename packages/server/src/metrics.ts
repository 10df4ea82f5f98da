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

  readonly #answers = new Counter({
    name: `${prefix}assist_steps_total`,
    help: 'Steps of answers by models, by model and how they ended.',
    labelNames: ['model', 'finish'],
    registers: [this.registry],
  });
  readonly #tokens = new Counter({
    name: `${prefix}assist_tokens_total`,
    help: 'Tokens that models were given and gave.',
    labelNames: ['model', 'way'],
    registers: [this.registry],
  });

  /** A model answered one step. */
  answered(model: string, finish: string, usage: { inputTokens?: number; outputTokens?: number }): void {
    this.#answers.inc({ model, finish });
    this.#tokens.inc({ model, way: 'in' }, usage.inputTokens ?? 0);
    this.#tokens.inc({ model, way: 'out' }, usage.outputTokens ?? 0);
  }

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
