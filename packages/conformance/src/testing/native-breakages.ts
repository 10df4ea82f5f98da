import type { Breakage, Frame } from './breaking-proxy.js';

type Row = Record<string, unknown> & { id?: string; seq: number; kind?: string; body?: unknown };
const rowsOf = (frame: Frame): Row[] => (frame['entries'] ?? frame['acks'] ?? []) as Row[];

/** A breakage of the entries that a backend sends. */
const entries =
  (change: (entry: Row, frame: Frame) => Row | undefined): NonNullable<Breakage['toClient']> =>
  (frame) =>
    frame.type === 'entries'
      ? [
          {
            ...frame,
            entries: rowsOf(frame)
              .map((each) => change(each, frame))
              .filter((each) => each !== undefined),
          },
        ]
      : [frame];

const textOf = ({ body }: Row) => (body as { text?: unknown } | undefined)?.text;

/** What the wire can be got wrong in, and by which checks it is found. */
export const nativeBreakages: readonly Breakage[] = [
  {
    name: 'gives a place twice',
    fails: ['native.log.chain', 'native.log.snapshot'],
    toClient: entries((entry) => (entry.seq === 2 ? { ...entry, seq: 1 } : entry)),
  },
  {
    name: 'leaves an entry out',
    fails: ['native.log.chain', 'native.log.snapshot', 'native.log.export'],
    toClient: entries((entry) => (entry.seq === 2 ? undefined : entry)),
  },
  {
    name: 'breaks the chain',
    fails: ['native.log.live'],
    toClient: entries((entry) => (textOf(entry) === 'Two' ? { ...entry, prev: 'f'.repeat(64) } : entry)),
  },
  {
    name: 'hashes something else than it says',
    fails: ['native.log.append'],
    toClient: entries((entry) =>
      textOf(entry) === 'Is it kept?' ? { ...entry, body: { text: 'It is not.' } } : entry,
    ),
  },
  {
    name: 'writes its keys and numbers in its own way',
    fails: ['native.log.unknown-kind'],
    toClient: entries((entry) =>
      entry.kind === 'kit-conformance.probe'
        ? { ...entry, body: { ...(entry.body as object), a: null } }
        : entry,
    ),
  },
  {
    name: 'loses an acknowledgement',
    fails: ['native.log.order'],
    toClient: (frame) =>
      frame.type === 'ack' && rowsOf(frame).length > 2
        ? [{ ...frame, acks: rowsOf(frame).slice(0, 2) }]
        : [frame],
  },
  {
    name: 'writes an id twice',
    fails: ['native.log.idempotent'],
    toServer(frame, { memory }) {
      const [first] = rowsOf(frame);
      if (frame.type !== 'append' || textOf(first as Row) !== 'Once') return [frame];
      if (!memory.has('id')) return (memory.set('id', first?.id), [frame]);
      return [{ ...frame, entries: [{ ...first, id: `${String(first?.id).slice(0, 60)}-2` }] }];
    },
    toClient(frame, { memory }) {
      const id = memory.get('id');
      const own = (row: Row) => (row.id?.endsWith('-2') ? { ...row, id } : row);
      return frame.type === 'ack' ? [{ ...frame, acks: rowsOf(frame).map(own) }] : [frame];
    },
  },
  {
    name: 'believes who a frame says that it is by',
    fails: ['native.log.author'],
    toClient: entries((entry) =>
      textOf(entry) === 'Who wrote this?' ? { ...entry, by: 'someone-else' } : entry,
    ),
  },
  {
    name: 'echoes a cast',
    fails: ['native.cast.others'],
    toServer(frame, { say }) {
      if (frame.type === 'cast') say({ ...frame, by: 'p', client: 'c' });
      return [frame];
    },
  },
  {
    name: 'keeps casts, for who comes later',
    fails: ['native.cast.forgotten'],
    toServer(frame, { world }) {
      if (frame.type === 'cast' && frame['kind'] === 'presence')
        world.set('kept', { ...frame, by: 'p', client: 'c' });
      return [frame];
    },
    toClient(frame, { world }) {
      const kept = world.get('kept') as Frame | undefined;
      return frame.type === 'welcome' && kept ? [frame, kept] : [frame];
    },
  },
  {
    name: 'sends to all what is cast to one',
    fails: ['native.cast.to'],
    toServer: (frame) => [frame.type === 'cast' ? { ...frame, to: undefined } : frame],
  },
  {
    name: 'does not say who left',
    fails: ['native.cast.gone'],
    toClient: (frame) => (frame['kind'] === 'presence.gone' ? [] : [frame]),
  },
  {
    name: 'lets a withheld body out',
    fails: ['native.secrecy.live', 'native.secrecy.resume', 'native.stream.secrecy'],
    toServer(frame, { world }) {
      if (frame.type === 'append' && rowsOf(frame)[0]?.kind === 'note.added')
        world.set('note', rowsOf(frame)[0]?.body);
      return [frame];
    },
    toClient: (frame, { world }) =>
      entries((entry) =>
        entry['withheld'] && world.has('note') ? { ...entry, body: world.get('note') } : entry,
      )(frame, undefined as never),
  },
  {
    name: 'lets a withheld body out of its export',
    fails: ['native.secrecy.export'],
    toServer(frame, { world }) {
      if (frame.type === 'append' && rowsOf(frame)[0]?.kind === 'note.added')
        world.set('note', rowsOf(frame)[0]);
      return [frame];
    },
    line: (line, world) =>
      line.includes('"withheld"') ? line.replace('}', `,"was":${JSON.stringify(world.get('note'))}}`) : line,
  },
  {
    name: 'ignores after',
    fails: ['native.log.resume'],
    toServer: (frame) => [frame.type === 'hello' ? { ...frame, after: 0 } : frame],
  },
  {
    name: 'tells its clock in seconds',
    fails: ['native.ping'],
    toClient: (frame) => [frame.type === 'pong' ? { ...frame, now: Number(frame['now']) / 1000 } : frame],
  },
  {
    name: 'hangs up on frames of the future',
    fails: ['native.frame.unknown'],
    toServer(frame, { close }) {
      if (frame.type === 'kit-unknown') close(1003);
      return [frame];
    },
  },
  {
    name: 'hangs up on who is refused an entry',
    fails: ['native.refused.not-allowed', 'native.refused.some', 'native.refused.observer'],
    toClient(frame, { close }) {
      if (frame.type !== 'refused' || !frame['ids']) return [frame];
      close(4403);
      return [];
    },
  },
  {
    name: 'lets in who has no token, or none that is one',
    fails: ['native.hello.token-missing', 'native.hello.token-invalid'],
    toServer(frame, { world }) {
      const token = frame['token'] as string | undefined;
      const isNone = token === undefined || token.startsWith('no.such');
      if (frame.type !== 'hello') return [frame];
      if (!isNone) world.set('token', token);
      return [{ ...frame, token: world.get('token') }];
    },
  },
];
