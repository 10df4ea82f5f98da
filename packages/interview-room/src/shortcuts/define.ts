import { define } from '@interview-room/ui';
import { RoomShortcuts } from './room-shortcuts.js';

define('room-shortcuts', RoomShortcuts);
