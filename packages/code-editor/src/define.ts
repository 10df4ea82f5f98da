import { define } from '@interview-room/ui';
import { CodeEditor } from './code-editor.js';

define('code-editor', CodeEditor);
