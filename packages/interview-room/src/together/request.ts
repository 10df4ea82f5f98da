/** Something that a person asks for: it goes up through every shadow root, and who carries it out may prevent it. */
export class RoomRequest extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }
}
