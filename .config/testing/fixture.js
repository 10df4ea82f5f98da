import { render } from 'lit';
const mounted = [];
/** Renders into the page, waits for the first element to be drawn, and gives it. All are removed after each test. */
export async function fixture(template, parent = document.body) {
  const box = document.createElement('div');
  parent.append(box);
  mounted.push(box);
  render(template, box);
  const element = box.firstElementChild;
  await element.updateComplete;
  return element;
}
afterEach(() => {
  for (const box of mounted.splice(0)) box.remove();
});
/** Waits until `ready` gives something truthy, and gives that. Fails with `what` after `ms`. */
export async function until(ready, what = 'condition', ms = 10_000) {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const value = ready();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited ${ms} ms for ${what}`);
}
/** The next event of that type on `target`. */
export function once(target, type) {
  return new Promise((resolve) => target.addEventListener(type, (event) => resolve(event), { once: true }));
}
//# sourceMappingURL=fixture.js.map
