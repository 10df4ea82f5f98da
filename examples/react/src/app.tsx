import type { RoomProgressEvent } from '@interview-room/interview-room';
import { useCallback, useState } from 'react';
import { Notes } from './notes.js';
import { problems, type Problem } from './problems.js';

/** Where the runtimes' files are: `vite.config.ts` puts them there. */
const assetBase = new URL('interview-room/', document.baseURI).href;

export function App() {
  const [current, setCurrent] = useState<Problem>(problems[0]);
  const [scores, setScores] = useState<Record<string, string>>({});

  const progressed = useCallback(
    (event: RoomProgressEvent) => {
      const { passed, total } = event.detail;
      setScores((before) => ({ ...before, [current.id]: `${passed} of ${total}` }));
    },
    [current.id],
  );

  return (
    <main>
      <nav aria-label="Problems">
        {problems.map((problem) => (
          <button
            key={problem.id}
            type="button"
            aria-current={problem.id === current.id}
            onClick={() => setCurrent(problem)}
          >
            {problem.title} <small>{scores[problem.id] ?? ''}</small>
          </button>
        ))}
      </nav>
      <interview-room
        key={current.id}
        src={`questions/${current.id}.json`}
        language="typescript"
        asset-base={assetBase}
        onroom-progress={progressed}
      />
      <Notes key={`notes-${current.id}`} id={current.id} />
    </main>
  );
}
