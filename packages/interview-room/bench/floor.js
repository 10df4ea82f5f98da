// The least page of the same walk with nothing of ours in it: an element of Lit that asks for the question and for CodeMirror
// as it comes into the page, each a request of its own as "nothing loads until one is used" wants it, and shows both. What
// it takes longer than a page that has CodeMirror in its only script is what that walk costs, before any room is drawn.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bare } from '../../code-editor/bench/bare.js';

const here = dirname(fileURLToPath(import.meta.url));
const editor = `${bare
  .replace('(doc)', '(doc, parent, root)')
  .replace('parent: document.body', 'parent, root')} export { make };`;
const element = `
  import { LitElement, html } from 'lit';
  customElements.define('interview-room', class extends LitElement {
    static properties = { question: { state: true } };
    connectedCallback() {
      super.connectedCallback();
      this.coming = import('bare:editor');
      void fetch(this.getAttribute('src')).then((answer) => answer.json()).then((question) => (this.question = question));
    }
    render() {
      return html\`<h2>\${this.question?.title}</h2><p>\${this.question?.statement}</p><div></div>\`;
    }
    async updated() {
      if (!this.question || this.editor) return;
      this.editor = {};
      const { make } = await this.coming;
      this.editor.view = make('def two_sum(numbers, target):\\n    return []\\n', this.renderRoot.querySelector('div'), this.renderRoot);
    }
  });`;

const bareModule = {
  name: 'bare-module',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bare:editor$/ }, () => ({ path: 'editor', namespace: 'bare' }));
    onLoad({ filter: /.*/, namespace: 'bare' }, () => ({
      contents: editor,
      resolveDir: join(here, '../../code-editor'),
    }));
  },
};

/** Writes `floor.js` and its chunk into a folder. */
export async function buildFloor(outdir) {
  await build({
    stdin: { resolveDir: join(here, '..'), contents: element },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    outdir,
    entryNames: 'floor',
    plugins: [bareModule],
  });
}
