import { AiChat } from '@interview-room/ai-chat';
import { define } from '@interview-room/ui';
import { dress } from './dress.js';

/** Colours code of a chat as the editor does, with its grammars and its colours. */
export const coloursOf =
  (find: () => HTMLElement | null): NonNullable<AiChat['highlight']> =>
  async (code, language) => {
    const { highlightCode, syntaxStyles } = await import('@interview-room/code-editor/highlight.js');
    const chat = find();
    if (chat) dress(chat, syntaxStyles);
    return highlightCode(code, language);
  };

/** `<ai-chat>` where the editor is at hand, so that nobody has to give it the colours. */
export class ColouredChat extends AiChat {
  override highlight = coloursOf(() => this);
}

define('ai-chat', ColouredChat);
