// Every answer of every wire, however it is cut, and however its lines end.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixtures } from '../../test/streams/fixtures.js';
import { AnswerReader } from './answer.js';
import { dialects } from './dialects.js';
import type { ChatEvent, Dialect } from './events.js';

const encoder = new TextEncoder();

function parse(dialect: Dialect | 'auto', chunks: readonly Uint8Array[], headers?: Headers): ChatEvent[] {
  const reader = new AnswerReader(dialect, headers);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

const whole = (dialect: Dialect | 'auto', body: string, headers?: Headers): ChatEvent[] =>
  parse(dialect, [encoder.encode(body)], headers);

/** Compared as text: thousands of deep comparisons would take minutes. */
function atEverySplit(
  body: string,
  expected: readonly ChatEvent[],
  dialect: Dialect | 'auto',
  counts = (_bytes: Uint8Array, _at: number): boolean => true,
): void {
  const bytes = encoder.encode(body);
  const wanted = JSON.stringify(expected);
  for (let at = 0; at <= bytes.length; at++) {
    if (!counts(bytes, at)) continue;
    const events = parse(dialect, [bytes.subarray(0, at), bytes.subarray(at)]);
    if (JSON.stringify(events) !== wanted) assert.deepEqual(events, expected, `cut at byte ${at}`);
  }
  const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  assert.deepEqual(parse(dialect, single), expected, 'byte by byte');
}

/** Whether a cut is at, or next to, the end of a line: elsewhere it is the same as with LF. */
const byLineEnd = (bytes: Uint8Array, at: number): boolean =>
  bytes.subarray(Math.max(0, at - 2), at + 2).includes(0x0d);

describe('dialects', () => {
  it('all have fixtures', () => {
    const covered = new Set(fixtures.map(({ dialect }) => dialect));
    assert.deepEqual(
      dialects.filter((dialect) => !covered.has(dialect)),
      ['text'],
    );
  });

  for (const { name, dialect, body, events } of fixtures) {
    describe(`${dialect}: ${name}`, () => {
      it('means what it says', () => assert.deepEqual(whole(dialect, body), events));
      it('is found out by itself', () => assert.deepEqual(whole('auto', body), events));
      it('at every split, lines ending in LF', () => atEverySplit(body, events, dialect));
      it('at every split, by a line that ends in CRLF', () =>
        atEverySplit(body.replaceAll('\n', '\r\n'), events, 'auto', byLineEnd));
      it('with CR, comments, ids, a BOM, a retry, and no blank line at the end', () => {
        const busy = `\uFEFF: hello\nretry: 10\nid: 1\n\n${body.replaceAll('\n\n', '\n: ping\nid: 2\n\n')}`;
        assert.deepEqual(whole('auto', busy.replace(/\n+$/, '')), events);
        assert.deepEqual(whole(dialect, busy.replaceAll('\n', '\r')), events);
        const bytes = encoder.encode(busy.replaceAll('\n', '\r'));
        assert.deepEqual(
          parse(
            dialect,
            Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)),
          ),
          events,
        );
      });
      it('is an answer that was cut when its end is missing, with what was got kept', () => {
        const frames = body.split(/(?<=\n\n)/);
        for (let count = 1; count < frames.length; count++) {
          const part = whole(dialect, frames.slice(0, count).join(''));
          const last = part.at(-1);
          assert.ok(last?.type === 'error' || last?.type === 'finish', JSON.stringify(last));
          assert.equal(part.filter(({ type }) => type === 'error' || type === 'finish').length, 1);
          const got = part.slice(0, -1).filter(({ type }) => type !== 'start' && type !== 'tool-ready');
          const all = events.filter(({ type }) => type !== 'start' && type !== 'tool-ready');
          if (last.type === 'error') assert.deepEqual(got, all.slice(0, got.length));
        }
        const [first = ''] = frames;
        assert.deepEqual(whole(dialect, first).at(-1)?.type, 'error');
      });
    });
  }

  it('a cut says so', () => {
    const events = whole(
      'anthropic',
      'event: message_start\ndata: {"type":"message_start","message":{}}\n\n',
    );
    assert.deepEqual(events.at(-1), {
      type: 'error',
      code: 'cut',
      message: 'The connection was cut before the answer was whole. Try again.',
      retryable: true,
    });
  });

  it('text: the body is the answer, at every split', () => {
    const text = 'Grüße 👋🏽,\r\n世界: data: no frame\n\n{';
    const bytes = encoder.encode(text);
    const headers = new Headers({ 'content-type': 'text/plain; charset=utf-8' });
    for (let at = 0; at <= bytes.length; at++) {
      for (const dialect of ['text', 'auto'] as const) {
        const events = parse(dialect, [bytes.subarray(0, at), bytes.subarray(at)], headers);
        assert.deepEqual(events[0], { type: 'start', dialect: 'text' });
        assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
        const pieces = events.map((event) => (event.type === 'text' ? event.text : ''));
        assert.equal(pieces.join(''), text);
      }
    }
  });
});

describe('finding out the dialect', () => {
  const header = (name: string, value: string): Headers => new Headers({ [name]: value });
  const code = (events: ChatEvent[]): unknown => {
    const last = events.at(-1);
    return last?.type === 'error' ? last.code : last?.type;
  };

  it('by the header of the AI SDK, with a first frame that says nothing', () => {
    const events = whole(
      'auto',
      'data: {"type":"brand-new"}\n\ndata: [DONE]\n\n',
      header('x-vercel-ai-ui-message-stream', 'v1'),
    );
    assert.deepEqual(events[0], { type: 'start', dialect: 'ai-sdk' });
  });
  it('waits over frames that no one knows, and gives them to the one it finds', () => {
    const events = whole(
      'auto',
      'data: {"hello":1}\n\ndata: {"type":"RUN_STARTED","runId":"r"}\n\ndata: {"type":"RUN_FINISHED"}\n\n',
    );
    assert.equal(events[0]?.type === 'start' && events[0].dialect, 'ag-ui');
    assert.equal(code(events), 'finish');
  });
  it('gives up on a stream of none', () => {
    const events = whole('auto', 'data: {"hello":1}\n\n'.repeat(40));
    assert.equal(events.length, 1);
    assert.equal(code(events), 'unknown');
    assert.equal(code(whole('auto', 'data: {"hello":1}\n\n')), 'unknown');
  });
  it('a web page, by its header or its beginning, whatever was expected', () => {
    for (const dialect of [...dialects, 'auto'] as const) {
      assert.equal(code(whole(dialect, '<p>', header('content-type', 'text/html'))), 'html', dialect);
      if (dialect === 'text') continue;
      assert.equal(code(whole(dialect, '\n <!DOCTYPE html>\n<title>Sign in</title>')), 'html', dialect);
    }
  });
  it('an object instead of a stream', () => {
    const json = header('content-type', 'application/json');
    for (const headers of [json, undefined]) {
      const body = '{"error":{"message":"No such key","code":"invalid_api_key"}}';
      assert.equal(code(whole('auto', body, headers)), 'unauthorized');
      assert.equal(code(whole('openai-chat', '{"choices":[{"message":{}}]}', headers)), 'unknown');
    }
  });
  it('text where frames are wanted is no answer that was cut', () => {
    for (const dialect of dialects) {
      if (dialect !== 'text') assert.equal(code(whole(dialect, 'Hello there')), 'unknown', dialect);
    }
    const odd = 'hello: you\n\ndata: {"type":"start"}\n\ndata: [DONE]\n\n';
    assert.equal(code(whole('ai-sdk', odd)), 'finish', 'a line that is none is an oddity');
  });
  it('text without a header, for want of anything else', () => {
    assert.deepEqual(whole('auto', 'Hello'), [
      { type: 'start', dialect: 'text' },
      { type: 'text', text: 'Hello' },
      { type: 'finish', reason: 'stop' },
    ]);
  });
  it('nothing at all is a cut', () => {
    for (const dialect of [...dialects, 'auto'] as const)
      assert.equal(code(whole(dialect, '')), 'cut', dialect);
  });
});

describe('bounds', () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  const last = (reader: AnswerReader, chunk: string, times: number): ChatEvent | undefined => {
    const bytes = encoder.encode(chunk);
    let event: ChatEvent | undefined;
    for (let count = 0; count < times && !reader.done; count++) event = reader.push(bytes).at(-1) ?? event;
    return event;
  };

  it('a frame without an end', () => {
    const reader = new AnswerReader('ai-sdk');
    reader.push(encoder.encode('data: '));
    const event = last(reader, megabyte, 10);
    assert.equal(event?.type === 'error' && event.code, 'unknown');
    assert.deepEqual(reader.push(encoder.encode('data: 1\n\n')), []);
    assert.deepEqual(reader.end(), []);
  });
  it('arguments without an end', () => {
    const reader = new AnswerReader('ai-sdk');
    const open = { type: 'tool-input-start', toolCallId: 'a', toolName: 'f' };
    reader.push(encoder.encode(`data: ${JSON.stringify(open)}\n\n`));
    const piece = { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: megabyte };
    const event = last(reader, `data: ${JSON.stringify(piece)}\n\n`, 10);
    assert.equal(event?.type === 'error' && event.code, 'unknown');
  });
  it('calls without an end', () => {
    const reader = new AnswerReader('openai-chat');
    let event: ChatEvent | undefined;
    for (let index = 0; index < 100_000 && !reader.done; index++) {
      const chunk = {
        choices: [{ delta: { tool_calls: [{ index, id: `${index}`, function: { name: 'f' } }] } }],
      };
      event = reader.push(encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`)).at(-1);
    }
    assert.equal(event?.type === 'error' && event.code, 'unknown');
  });
  it('nothing so deep that writing it again would break', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const events = whole('ai-sdk', `data: {"type":"data-x","data":${deep}}\n\ndata: {"type":"finish"}\n\n`);
    assert.deepEqual(events, [
      { type: 'start', dialect: 'ai-sdk' },
      { type: 'finish', reason: 'stop' },
    ]);
  });
});
