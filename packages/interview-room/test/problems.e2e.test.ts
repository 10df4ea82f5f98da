// The problems of examples/practice, judged by the real runner: solutions pass, starters and wrong solutions do not.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  parseQuestion,
  starterFiles,
  testsFor,
  type Question,
  type QuestionFile,
} from '@interview-room/core/question';
import type { Runner, TestEvent, RunEvent, TestRequest } from '@interview-room/runtimes';
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../../.scripts/serve.js';
import { launch } from './browser.js';

declare const runner: Runner;
const practice = fileURLToPath(new URL('../../../examples/practice', import.meta.url));
const languages = ['python', 'javascript', 'typescript'] as const;

function filesIn(folder: string, prefix = ''): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.assign(
    {},
    ...readdirSync(folder).map((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesIn(path, `${prefix}${name}/`);
      return { [`${prefix}${name}`]: readFileSync(path, 'utf8') };
    }),
  );
}

const textsOf = (files: QuestionFile[]): Record<string, string> =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]));

function questions(): Question[] {
  return readdirSync(join(practice, 'questions')).map((name) => {
    const parsed = parseQuestion(readFileSync(join(practice, 'questions', name), 'utf8'));
    assert.ok('question' in parsed, `${name}: ${JSON.stringify(parsed)}`);
    return parsed.question as Question;
  });
}

describe('the practice problems', () => {
  let browser: Browser;
  let page: Page;
  let server: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    server = await serve({ port: 8400 });
    browser = await launch();
    page = await browser.newPage();
    await page.goto(`${server.url}/packages/runtimes/bench/`);
    await page.evaluate(async () => {
      const { createRunner } = await import('/packages/runtimes/dist/index.js' as string);
      Object.assign(globalThis, { runner: createRunner() });
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  function judge(request: TestRequest): Promise<(RunEvent | TestEvent)[]> {
    const evaluate = page.evaluate.bind(page) as <A, R>(
      work: (asked: A) => Promise<R>,
      asked: A,
    ) => Promise<R>;
    return evaluate(async (asked: TestRequest) => {
      const events: (RunEvent | TestEvent)[] = [];
      for await (const event of runner.test(asked)) if (event.type !== 'progress') events.push(event);
      return events;
    }, request);
  }

  function isGreen(events: (RunEvent | TestEvent)[]): boolean {
    const summary = events.find((event) => event.type === 'summary');
    return summary !== undefined && summary.total > 0 && summary.passed === summary.total;
  }

  it('are at least eight', () => assert.ok(questions().length >= 8));

  for (const question of questions()) {
    for (const language of languages) {
      it(`${question.id} in ${language}`, async () => {
        const starter = textsOf(starterFiles(question, language));
        const tests = testsFor(question, language);
        const entry = question.languages[language]?.entry;
        const request = (files: Record<string, string>): TestRequest => ({
          language,
          entry,
          files: { ...starter, ...files, ...textsOf(tests.files) },
          testFiles: tests.testFiles,
          cases: tests.cases,
          limits: question.limits,
        });
        const solution = filesIn(join(practice, 'solutions', question.id, language));
        assert.ok(Object.keys(solution).length > 0, 'has a solution');
        const solved = await judge(request(solution));
        assert.ok(
          isGreen(solved),
          JSON.stringify(solved.filter((event) => event.type !== 'test' || event.status !== 'passed')),
        );
        assert.ok(!isGreen(await judge(request({}))), 'the starter does not pass');
        const wrong = filesIn(join(practice, 'solutions', question.id, `${language}-wrong`));
        if (Object.keys(wrong).length > 0)
          assert.ok(!isGreen(await judge(request(wrong))), 'the wrong solution does not pass');
      });
    }
  }
});
