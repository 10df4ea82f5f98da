// A vendor's page, the SDK and the backend on three origins: who gets which token, what webhooks do, and an interview under the
// vendor's own policy.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { nativeBackend, Room } from '@interview-room/core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { startAts } from './ats.js';

declare const violations: unknown[];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
type Who = 'grace' | 'ada';

describe('an applicant tracking system', () => {
  let ats: Awaited<ReturnType<typeof startAts>>;
  let browser: Browser;
  const pages: Page[] = [];
  let watcher: Room | undefined;
  before(async () => {
    ats = await startAts();
    const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: flags });
  });
  after(async () => {
    await watcher?.leave();
    await browser?.close();
    await ats?.close();
  });

  const post = (path: string, init: RequestInit = {}) =>
    fetch(ats.vendorUrl + path, { method: 'POST', redirect: 'manual', ...init });
  /** The cookie of someone who signed in. */
  async function signIn(as: Who): Promise<string> {
    const { headers } = await post('/sign-in', { body: new URLSearchParams({ as }) });
    return headers.get('set-cookie')?.split(';')[0] ?? '';
  }
  const asked = (cookie: string, origin = ats.vendorUrl) => ({ headers: { Cookie: cookie, Origin: origin } });
  async function invite(): Promise<string> {
    const answer = await post('/interviews', asked(await signIn('grace')));
    return ((await answer.json()) as { id: string }).id;
  }
  const tokenOf = async (who: Who, room: string): Promise<string> => {
    const answer = await post(`/interviews/${room}/token`, asked(await signIn(who)));
    return ((await answer.json()) as { token: string }).token;
  };
  /** A browser of its own in which someone has signed in by the page; it counts what the policy refuses. */
  async function sitDown(who: Who): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    await page.addInitScript(() => {
      const list: unknown[] = [];
      Object.assign(window, { violations: list });
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        list.push({ effectiveDirective, blockedURI, sample }),
      );
    });
    await page.goto(ats.vendorUrl);
    await page.getByRole('button', { name: who === 'grace' ? 'Grace' : 'Ada' }).click();
    await page.getByRole('heading', { name: 'Interviews' }).waitFor();
    return page;
  }

  it('stands on three origins, and its policy allows nothing unsafe', async () => {
    assert.equal(new Set([ats.vendorUrl, ats.sdkUrl, ats.backendUrl]).size, 3);
    const cookie = await signIn('ada');
    for (const path of ['/', `/interviews/${await invite()}`]) {
      const answer = await fetch(ats.vendorUrl + path, { headers: { Cookie: cookie } });
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'; script-src 'nonce-[^']+'; style-src 'nonce-[^']+'; /);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.doesNotMatch(policy, /unsafe|\*|https?:[ ;]|data:/);
      const text = await answer.text();
      for (const secret of Object.values(ats.secrets)) assert.ok(!text.includes(secret));
    }
  });

  it('gives each person a token for what they are, and nobody else one', async () => {
    const room = await invite();
    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    const [ada, grace] = [claimsOf(await tokenOf('ada', room)), claimsOf(await tokenOf('grace', room))];
    assert.deepEqual([ada.role, ada.sub, ada.room, ada.extraTime], ['candidate', 'ada', room, 25]);
    assert.deepEqual([grace.role, grace.sub, grace.room], ['interviewer', 'grace', room]);
    assert.ok(Number(ada.exp) - Number(ada.iat) <= 600);

    const status = async (path: string, init: RequestInit) => (await post(path, init)).status;
    const cookie = await signIn('ada');
    assert.equal(await status(`/interviews/${room}/token`, {}), 401);
    assert.equal(await status(`/interviews/${room}/token`, asked(cookie, 'https://elsewhere.example')), 403);
    assert.equal(await status('/interviews/none/token', asked(cookie)), 404);
    assert.equal(await status('/interviews', asked(cookie)), 403);
    // Asking for more does not help.
    const body = JSON.stringify({ role: 'interviewer' });
    const answer = await post(`/interviews/${room}/token?role=interviewer`, { ...asked(cookie), body });
    assert.equal(claimsOf(((await answer.json()) as { token: string }).token).role, 'candidate');
  });

  it('lets pages of no other origin speak to the backend', async () => {
    const room = await invite();
    const ask = (origin: string) =>
      fetch(`${ats.backendUrl}/api/rooms/${room}/token`, { method: 'POST', headers: { Origin: origin } });
    assert.equal((await ask('https://elsewhere.example')).status, 403);
    assert.equal((await ask(ats.vendorUrl)).headers.get('access-control-allow-origin'), ats.vendorUrl);
  });

  it('believes no webhook but the backend’s own, and none twice', async () => {
    const room = await invite();
    const body = JSON.stringify({ id: 'i-1', event: 'ended', room, at: 1, data: {} });
    const send = async (signature: string) =>
      (await post('/hooks', { body, headers: { 'X-Interview-Room-Signature': signature } })).status;
    const signed = (t: number, secret = ats.secrets.webhookSecret) =>
      `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
    const now = Math.floor(Date.now() / 1000);
    for (const forged of ['', 't=1,v1=00', signed(now, 'guess'), signed(now - 3600)])
      assert.equal(await send(forged), 401, forged);
    const grace = await sitDown('grace');
    const item = grace.locator(`li:has(a[href="/interviews/${room}"])`);
    await item.filter({ hasText: 'invited' }).waitFor();
    for (const time of [now, now]) assert.equal(await send(signed(time)), 204);
    await item.filter({ hasText: 'over' }).waitFor();
    assert.doesNotMatch((await item.textContent()) ?? '', /over.*over/);
  });

  it('holds a whole interview in its own page, under its policy, and shows what comes of it', async () => {
    const [recruiter, desk, applicant] = [
      await sitDown('grace'),
      await sitDown('grace'),
      await sitDown('ada'),
    ];
    const before = await desk.locator('li').count();
    await desk.getByRole('button', { name: 'Invite Ada' }).click();
    const item = desk.locator('li').nth(before);
    await item.filter({ hasText: 'invited' }).waitFor();
    const path = (await item.getByRole('link').getAttribute('href')) ?? '';
    for (const page of [applicant, recruiter]) await page.goto(ats.vendorUrl + path);
    const session = path.split('/').at(-1) ?? '';
    const backend = nativeBackend({ url: ats.backendUrl, WebSocket: WebSocket as never });
    watcher = await Room.join({ backend, session, token: () => tokenOf('grace', session) });

    await applicant.getByRole('checkbox', { name: /I agree/ }).check();
    await applicant.getByRole('button', { name: 'Join the interview' }).click();
    await recruiter.getByRole('button', { name: 'Start the interview' }).click();
    await item.filter({ hasText: 'started' }).waitFor();
    await applicant.locator('interview-room code-editor .cm-content').first().click();
    await applicant.keyboard.press('Control+A');
    // Text that replaces a selection by itself is put in by the browser, with a style of its own, which the policy refuses.
    await applicant.keyboard.press('Delete');
    await applicant.keyboard.insertText(ANSWER);
    await recruiter.locator('interview-room code-editor').getByText('sum = 0').waitFor();
    assert.deepEqual(watcher.state.people.map(({ name, role }) => [name, role]).sort(), [
      ['Ada (applicant)', 'candidate'],
      ['Grace (recruiter)', 'interviewer'],
    ]);
    // The vendor's taste stays outside: its buttons are in small capitals.
    const button = applicant.locator('interview-room').getByRole('button').first();
    assert.notEqual(await button.evaluate((each) => getComputedStyle(each).fontVariantCaps), 'small-caps');

    await applicant.getByRole('button', { name: 'Submit' }).click();
    await applicant.getByRole('button', { name: 'Submit now' }).click();
    await item.filter({ hasText: 'started · submitted · 4 of 4 tests pass' }).waitFor({ timeout: 120_000 });
    await recruiter.getByRole('button', { name: 'End the interview' }).click();
    await recruiter.getByRole('button', { name: 'End now' }).click();
    await item.filter({ hasText: 'tests pass · over' }).waitFor();
    for (const page of pages) assert.deepEqual(await page.evaluate(() => violations), []);

    await applicant.goto(ats.vendorUrl);
    const same = applicant.locator(`li:has(a[href="${path}"])`);
    await same.filter({ hasText: 'started · submitted · over' }).waitFor();
  });
});

const ANSWER = `def running_total(numbers):
    sum = 0
    return [sum := sum + each for each in numbers]
`;
