import { define } from '@interview-room/ui';
import { RoomChat } from '../room-chat/room-chat.js';
import { RoomClock } from '../room-clock/room-clock.js';
import { RoomLobby } from '../room-lobby/room-lobby.js';
import { RoomSubmit } from '../room-lobby/room-submit.js';
import { RoomMenu } from '../room-menu/room-menu.js';
import { RoomMoment } from '../room-notes/room-moment.js';
import { RoomNotes } from '../room-notes/room-notes.js';
import { RoomScorecard } from '../room-notes/room-scorecard.js';
import { RoomPeople } from '../room-people/room-people.js';
import { RoomStatus } from '../room-status/room-status.js';

// The elements of a room that people share: a page of practice never loads them.
define('room-menu', RoomMenu);
define('room-people', RoomPeople);
define('room-clock', RoomClock);
define('room-status', RoomStatus);
define('room-chat', RoomChat);
define('room-lobby', RoomLobby);
define('room-submit', RoomSubmit);
define('room-scorecard', RoomScorecard);
define('room-notes', RoomNotes);
define('room-moment', RoomMoment);
