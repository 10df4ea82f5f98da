export { AiChat } from './ai-chat.js';
