import { RoomElement } from '@interview-room/ui';
import { html } from 'lit';

/**
 * A talk with a model.
 *
 * @tag ai-chat
 * @summary A talk with a model.
 */
export class AiChat extends RoomElement {
  static override styles = [RoomElement.styles];
  override render() {
    return html``;
  }
}
