import { define } from '@interview-room/ui';
import '../view/coloured-chat.js';
import { RoomAssist } from '../room-assist/room-assist.js';

// The elements of the assistant: a room without one never loads them.
define('room-assist', RoomAssist);
