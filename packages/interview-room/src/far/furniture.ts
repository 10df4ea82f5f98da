import { AiChat } from '@interview-room/ai-chat';
import { define } from '@interview-room/ui';
import { RoomLog } from '../room-log/room-log.js';

// The elements of what a backend offers: a room whose backend offers nothing never loads them.
define('ai-chat', AiChat);
define('room-log', RoomLog);
