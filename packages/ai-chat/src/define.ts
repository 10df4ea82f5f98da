import { define } from '@interview-room/ui';
import { AiChat } from './ai-chat.js';

define('ai-chat', AiChat);

declare global {
  interface HTMLElementTagNameMap {
    'ai-chat': AiChat;
  }
}
