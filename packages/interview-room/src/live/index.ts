// What an opened room needs and an idle one does not: the editor, and the record. One chunk of the drop-in build.
import '@interview-room/code-editor/define.js';

export { Practice } from './practice.js';
