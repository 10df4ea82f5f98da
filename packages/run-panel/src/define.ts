import { define } from '@interview-room/ui';
import { RunPanel } from './run-panel.js';

define('run-panel', RunPanel);

declare global {
  interface HTMLElementTagNameMap {
    'run-panel': RunPanel;
  }
}
