import type { TaskFile } from '@interview-room/backends/tasks';
import { icon } from '@interview-room/ui';
import { copy, cornerDownLeft, download, file as fileIcon, rotateCcw, x } from '@interview-room/ui/icons';
import { html, nothing, type TemplateResult } from 'lit';
import type { Files } from '../desk/files.js';
import { empty, problemNote, sizeOf, type Say } from './pieces.js';

/** So much of a file is shown, in characters. */
const LONGEST = 200_000;

interface Doing {
  again(): void;
  look(file: TaskFile): void;
  shut(): void;
  download(): void;
  putAll(): void;
  put(path: string, text: string): void;
  copy(text: string): void;
  /** Whether there is a workspace to put files into. */
  readonly puts: boolean;
}

/** The files of a task, and the one that is looked at. */
export function filesView(files: Files | undefined, doing: Doing, words: Say): TemplateResult {
  if (!files || (!files.list && !files.problem))
    return html`<p class="hint pad">${words.term('loading')}…</p>`;
  const { list = [], busy } = files;
  return html`${files.problem ? problemNote(files.problem, words, doing.again) : nothing}
    ${list.length === 0 && !files.problem ? empty(words.term('noFiles'), words.term('noFilesHint')) : nothing}
    <div class="tools ${files.open ? 'aside' : ''}">
      <button part="refresh-button" @click=${doing.again}>${icon(rotateCcw)}${words.term('refresh')}</button>
      ${
        list.length === 0
          ? nothing
          : html`<button class="bordered" part="download-button" aria-disabled=${busy !== undefined} @click=${doing.download}>
                ${icon(download)}${words.term(busy === 'download' ? 'downloading' : 'download')}
              </button>
              ${doing.puts ? html`<button class="bordered" part="put-all-button" aria-disabled=${busy !== undefined} @click=${doing.putAll}>${icon(cornerDownLeft)}${words.term(busy === 'put' ? 'putting' : 'putAll')}</button>` : nothing}`
      }
    </div>
    <div class="browse">
      <ul class="rows ${files.open ? 'aside' : ''}">
        ${list.map((file) => html`<li><button class="row file" part="file" aria-current=${file.path === files.open?.path ? 'true' : 'false'} @click=${() => doing.look(file)}>${icon(fileIcon)}<span class="name" dir="ltr">${file.path}</span> ${file.size === undefined ? nothing : html`<span class="when">${sizeOf(file.size, words)}</span>`}</button></li>`)}
      </ul>
      ${files.open ? preview(files, files.open, doing, words) : nothing}
    </div>`;
}

function preview(files: Files, file: TaskFile, doing: Doing, words: Say): TemplateResult {
  const { content, contentProblem } = files;
  const text = content?.text;
  return html`<section class="preview" part="preview" aria-label=${file.path}>
    <header class="tools">
      <span class="name" dir="ltr">${file.path}</span>
      ${
        text === undefined
          ? nothing
          : html`<button part="copy-file-button" @click=${() => doing.copy(text)}>${icon(copy)}${words.term('copy')}</button>
              ${doing.puts ? html`<button class="bordered" part="put-button" @click=${() => doing.put(file.path, text)}>${icon(cornerDownLeft)}${words.term('put')}</button>` : nothing}`
      }
      <button aria-label=${words.term('closeFile')} title=${words.term('closeFile')} class="end" @click=${doing.shut}>${icon(x)}</button>
    </header>
    ${contentProblem ? problemNote(contentProblem, words, () => void files.look(file)) : body(text, content?.size, words)}
  </section>`;
}

function body(text: string | undefined, size: number | undefined, words: Say): TemplateResult {
  if (size === undefined) return html`<p class="hint pad">${words.term('loading')}…</p>`;
  if (text === undefined) return html`<p class="hint pad">${words.term('binary', sizeOf(size, words))}</p>`;
  return html`${text.length > LONGEST ? html`<p class="hint pad">${words.term('cut')}</p>` : nothing}
    <pre dir="ltr" tabindex="0">${text.slice(0, LONGEST)}</pre>`;
}
