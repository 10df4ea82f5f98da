// What one takes away stays away, though it was written a moment ago and others know what was there before.
import { strict as assert } from 'node:assert';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathOf, settled, Stage, textIn, type, until } from './relay-stage.js';

describe('relay: one puts another text in the place of all', { concurrency: true }, () => {
  const stage = new Stage();
  after(() => stage.clear());
  for (const variant of ['impl', 'docs', 'flat'])
    for (const both of [false, true])
      it(
        `while the other ${both ? 'has just typed' : 'is idle'} (${variant})`,
        { timeout: 60_000 },
        async () => {
          const standIn = await stage.start({ variant, faults: { delayMs: 30 } });
          const { room: ann, id } = await stage.make(standIn);
          const ben = await stage.join(standIn, id, 'Ben');
          const same = () => settled(ann) && settled(ben) && textIn(ann) === textIn(ben);
          await until(same);
          for (const wanted of ['let all = "new";\n', '', 'function other(list) {\n  return list;\n}\n']) {
            for (const letter of 'const sum = (a, b) => a + b;\n') {
              type(ann, letter);
              if (both) type(ben, letter.toUpperCase(), 0);
              await sleep(10);
            }
            await until(same);
            await sleep(500);
            const text = ann.workspace.text(pathOf(ann));
            text.doc?.transact(() => {
              text.delete(0, text.length);
              text.insert(0, wanted);
            });
            await until(() => same() && textIn(ann) === wanted, `${wanted} of ${textIn(ann)}`);
            // Nobody gives it back later.
            await sleep(1_000);
            assert.equal(textIn(ann), wanted);
            assert.equal(textIn(ben), wanted);
          }
        },
      );
});
