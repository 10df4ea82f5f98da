import { define } from '@interview-room/ui';
import { FileTabs } from './file-tabs/file-tabs.js';
import { InterviewRoom } from './interview-room.js';
import { PaneSplitter } from './pane-splitter/pane-splitter.js';
import { QuestionView } from './question-view/question-view.js';
import { RoomHeader } from './room-header/room-header.js';
import { RoomMenu } from './room-menu/room-menu.js';
import { RoomTimer } from './room-timer/room-timer.js';

// The furniture first: the room finds it ready when it is upgraded.
define('pane-splitter', PaneSplitter);
define('room-menu', RoomMenu);
define('room-timer', RoomTimer);
define('file-tabs', FileTabs);
define('question-view', QuestionView);
define('room-header', RoomHeader);
define('interview-room', InterviewRoom);
