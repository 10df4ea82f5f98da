// What a room that is looked at closely needs, and an idle one does not. A chunk of its own in the drop-in build.
import '@interview-room/code-editor/define.js';
