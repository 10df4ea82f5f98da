// The pages that are compared. Each has `reset()`, `add(piece)` and `over()`; all stand in a box of one size.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Pieces come one a task, as from a socket. Where the page does not do it by itself, it is kept at its end. */
const shared = `
  import { answer, pieces } from './answer.js';
  const texts = new Map();
  // An earlier answer fills the box already, so that the first tenth has as much to show and to scroll as the last.
  const earlier = answer(8192);
  const idle = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
  window.prepare = async (size, count) => {
    texts.set('now', pieces(answer(size), count));
    await reset();
    await idle();
  };
  /** Sends a part in one piece. */
  window.skip = (from, to) => {
    add(texts.get('now').slice(from, to).join(''));
    return idle();
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const channel = new MessageChannel();
  const task = () => new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(0);
  });
  /** Sends the pieces of this part, eight a frame: on a machine that is busy, no frame has more to do than on one that is not. */
  window.send = async (from, to) => {
    for (let at = from; at < to; at++) {
      if ((at - from) % 8 === 0) await frame();
      await task();
      add(texts.get('now')[at]);
    }
    await idle();
  };
`;

const box = `
  const box = document.body.appendChild(document.createElement('div'));
  box.id = 'box';
  const here = box.appendChild(document.createElement('div'));
  let stick = false;
  const follow = () => {
    if (stick) return;
    stick = true;
    requestAnimationFrame(() => { stick = false; box.scrollTop = box.scrollHeight; });
  };
`;

const scripts = {
  bare: `${box}
    let text;
    window.reset = () => { const before = document.createElement('div'); before.textContent = earlier; here.replaceChildren(before, text = document.createElement('div')); here.style.whiteSpace = 'pre-wrap'; };
    window.add = (piece) => { text.textContent += piece; follow(); };
    window.over = () => {};
    window.shown = () => text.textContent.length;`,
  // The whole element: what comes through its transport is taken as an answer, spoken, drawn and kept in the talk.
  ours: `
    import '../dist/define.js';
    const chat = document.body.appendChild(document.createElement('ai-chat'));
    chat.style.cssText = 'inline-size:700px;block-size:480px';
    let coming = [];
    let wake = () => {};
    let asked = () => {};
    const give = (event) => { coming.push(event); wake(); };
    chat.transport = async function* () {
      asked();
      for (;;) {
        for (const event of coming.splice(0)) {
          yield event;
          if (event.type === 'finish') return;
        }
        await new Promise((resolve) => (wake = resolve));
      }
    };
    let open = false;
    window.reset = async () => {
      if (open) await over();
      chat.messages = [{ id: 'before', role: 'assistant', text: earlier }];
      coming = [];
      const begun = new Promise((resolve) => (asked = resolve));
      chat.send('a');
      await begun;
      open = true;
    };
    window.add = (piece) => give({ type: 'text', text: piece });
    window.over = async () => {
      const ended = new Promise((resolve) => chat.addEventListener('turn-finished', resolve, { once: true }));
      give({ type: 'finish', reason: 'stop' });
      await ended;
      open = false;
      await idle();
    };
    window.shown = () => [...chat.shadowRoot.querySelectorAll('article')].at(-1)?.textContent.length ?? 0;`,
  deepchat: `
    import 'deep-chat';
    const chat = document.createElement('deep-chat');
    chat.style.cssText = 'width:700px;height:480px;border:0';
    let signals;
    chat.connect = { stream: true, handler: (body, given) => { signals = given; given.onOpen(); ready(); } };
    let ready = () => {};
    document.body.append(chat);
    window.reset = async () => {
      if (signals) { signals.onClose(); signals = undefined; chat.clearMessages(); }
      await new Promise((resolve) => setTimeout(resolve, 300));
      await new Promise((resolve) => { ready = resolve; chat.submitUserMessage({ text: 'a' }); });
    };
    window.add = (piece) => { signals.onResponse({ text: piece }); };
    window.over = () => {};
    window.shown = () => [...chat.shadowRoot.querySelectorAll('.ai-message-text')].at(-1)?.textContent.length ?? 0;`,
};

/**
 * A talk of so many messages, opened at once. Each page has `write(count)`, which makes them up, `open()`, which resolves
 * once they are drawn, and `scroller()`.
 */
const talk = `
  import { answer } from './answer.js';
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
  let said;
  window.write = (count) => {
    said = Array.from({ length: count }, (_, at) => message(at % 2 === 0, at % 2 === 0 ? 'Question ' + at : at + '. ' + answer(400), at));
  };
`;

const talks = {
  talk: `${talk}
    import '../dist/define.js';
    const chat = document.body.appendChild(document.createElement('ai-chat'));
    chat.style.cssText = 'inline-size:700px;block-size:480px';
    chat.transport = async function* () {};
    const message = (ours, text, at) => ({ id: 'm' + at, role: ours ? 'user' : 'assistant', text });
    window.open = async () => {
      chat.messages = said;
      await chat.updateComplete;
      // To the very first message, as the other has them when it is open.
      do await drawn(); while (chat.shadowRoot.querySelectorAll('article').length < said.length);
    };
    window.scroller = () => chat.shadowRoot.querySelector('.list');
    window.over = true;`,
  deeptalk: `${talk}
    import 'deep-chat';
    let chat;
    const message = (ours, text) => ({ role: ours ? 'user' : 'ai', text });
    window.open = async () => {
      chat = document.createElement('deep-chat');
      chat.style.cssText = 'width:700px;height:480px;border:0';
      chat.connect = { handler: () => {} };
      chat.history = said;
      document.body.append(chat);
      while (!chat.shadowRoot?.querySelector('#messages')) await drawn();
      await drawn();
    };
    window.scroller = () => chat.shadowRoot.querySelector('#messages');
    window.over = true;`,
};

async function bundle(name, script) {
  const result = await build({
    stdin: { contents: name in talks ? script : shared + script, resolveDir: here, loader: 'js' },
    bundle: true,
    format: 'esm',
    conditions: ['production'],
    write: false,
    logLevel: 'error',
  });
  return [`/${name}.js`, result.outputFiles[0].text];
}

const page = (name) => `<!doctype html><meta charset="utf-8"><title>${name}</title>
<style>body { margin: 0; font: 14px/1.5 system-ui } #box { width: 700px; height: 480px; overflow: auto }</style>
<script type="module" src="/${name}.js"></script>`;

/** Serves the pages, each under its name. */
export async function serve() {
  const files = new Map(
    await Promise.all(Object.entries({ ...scripts, ...talks }).map(([name, script]) => bundle(name, script))),
  );
  const server = createServer((request, response) => {
    const text = files.get(request.url);
    response.setHeader('Content-Type', text === undefined ? 'text/html' : 'text/javascript');
    response.end(text ?? page(request.url.slice(1)));
  });
  await new Promise((resolve) => server.listen(0, resolve));
  return server;
}
