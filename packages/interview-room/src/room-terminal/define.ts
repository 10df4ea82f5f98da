import { define } from '@interview-room/ui';
import { RoomTerminal } from './room-terminal.js';

define('room-terminal', RoomTerminal);
