export { callBytes, callJson, callText, type Call, type Caller } from './http.js';
export { failure, WireError, errorOfReply, type FieldProblem, type WireCode } from './errors.js';
export { openSocket, type Socket } from './socket.js';
export { readEvents, type ServerEvent } from './sse.js';
export { parseJson, isObject, objectOf, textOf, listOf, numberOf, type Json } from './json.js';
