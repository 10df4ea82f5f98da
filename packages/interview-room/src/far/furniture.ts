import { define } from '@interview-room/ui';
import '../view/coloured-chat.js';
import { RoomLog } from '../room-log/room-log.js';

// The elements of what a backend offers: a room whose backend offers nothing never loads them.
define('room-log', RoomLog);
