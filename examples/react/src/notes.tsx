import type { CodeEditor } from '@interview-room/code-editor';
import { useState, type FormEvent } from 'react';

/** A controlled `<code-editor>`: React keeps its text. */
export function Notes({ id }: { id: string }) {
  const [text, setText] = useState('');
  const changed = (event: FormEvent<CodeEditor>) => setText(event.currentTarget.value);

  return (
    <section>
      <h2>Notes</h2>
      <code-editor
        value={text}
        path={`${id}.txt`}
        placeholder="What did you learn?"
        line-wrapping
        aria-label="Notes"
        onInput={changed}
      />
      <p>
        {text.length} characters{' '}
        <button type="button" onClick={() => setText('')}>
          Clear
        </button>
      </p>
    </section>
  );
}
