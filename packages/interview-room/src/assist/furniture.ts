import { AiChat } from '@interview-room/ai-chat';
import { define } from '@interview-room/ui';
import { RoomAssist } from '../room-assist/room-assist.js';

// The elements of the assistant: a room without one never loads them.
define('ai-chat', AiChat);
define('room-assist', RoomAssist);
