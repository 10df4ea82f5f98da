import type { FarSide } from './far-side.js';

/** A task as `<task-panel>` has it suggested. */
interface TaskSuggestion {
  readonly label: string;
  readonly draft: () => { readonly type: 'generate'; readonly instructions: string };
}

/** So much may an agent be told, in characters. */
const LONGEST = 20_000;

/** What an agent may be asked to do for the question that is open: the same list as long as it says the same. */
export class TaskSuggestions {
  private list: readonly TaskSuggestion[] = [];

  constructor(private readonly far: FarSide) {}

  get all(): readonly TaskSuggestion[] {
    const { words, host } = this.far;
    const label = words.term('tasksForQuestion');
    if (!host.work) return [];
    if (this.list[0]?.label !== label)
      this.list = [{ label, draft: () => ({ type: 'generate', instructions: this.instructions() }) }];
    return this.list;
  }

  /** The question and the code as they are now: whoever sends it sees it before. What is hidden from a candidate is not in it. */
  private instructions(): string {
    const { words, host } = this.far;
    const { question, language = '' } = host.work ?? {};
    const files = Object.entries(host.answer).filter(([, text]) => text.trim() !== '');
    const code = files.map(([path, text]) => `\`${path}\`:\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\``);
    const about = question ? `# ${question.title}\n\n${question.statement.trim()}` : '';
    return [words.term('tasksAsk', language), about, ...code].join('\n\n').slice(0, LONGEST);
  }
}
