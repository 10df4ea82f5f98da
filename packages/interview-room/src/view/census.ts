/** The rooms that stand in the page now, wherever they are. */
const rooms = new Set<Element>();

export const enter = (room: Element): void => void rooms.add(room);
export const leave = (room: Element): void => void rooms.delete(room);

/** Whether a room is the only one of its page. Those that the parser has met but not upgraded yet count too. */
export const isAlone = (room: Element): boolean =>
  rooms.size <= 1 && document.getElementsByTagName(room.localName).length <= 1;
