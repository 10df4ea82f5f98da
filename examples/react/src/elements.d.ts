// How the elements look in JSX: their attributes, their properties, and their events as `on` + the event's name.
import type { CodeEditor } from '@interview-room/code-editor';
import type { Question } from '@interview-room/core/question';
import type {
  InterviewRoom,
  RoomErrorEvent,
  RoomProgressEvent,
  RoomSolvedEvent,
} from '@interview-room/interview-room';
import type { ClassAttributes, HTMLAttributes } from 'react';

type Theme = 'auto' | 'light' | 'dark';

interface Props<T extends HTMLElement> extends HTMLAttributes<T>, ClassAttributes<T> {
  'theme'?: Theme;
  'csp-nonce'?: string;
}

interface InterviewRoomProps extends Props<InterviewRoom> {
  'src'?: string;
  'question'?: Question;
  'language'?: string;
  'asset-base'?: string;
  'sandbox-url'?: string;
  'onroom-progress'?: (event: RoomProgressEvent) => void;
  'onroom-solved'?: (event: RoomSolvedEvent) => void;
  'onroom-error'?: (event: RoomErrorEvent) => void;
}

interface CodeEditorProps extends Props<CodeEditor> {
  'value'?: string;
  'name'?: string;
  'language'?: string;
  'path'?: string;
  'placeholder'?: string;
  'keymap'?: 'default' | 'vscode' | 'vim' | 'emacs';
  'readonly'?: boolean;
  'required'?: boolean;
  'line-numbers'?: boolean;
  'line-wrapping'?: boolean;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'interview-room': InterviewRoomProps;
      'code-editor': CodeEditorProps;
    }
  }
}
