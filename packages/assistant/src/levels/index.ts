export { levelNames, type Level } from './level.js';
export {
  toolNamed,
  toolNames,
  tools,
  type Tool,
  type ToolEffect,
  type ToolInput,
  type ToolName,
} from './tools.js';
export {
  allows,
  levelOf,
  levels,
  neighbour,
  toolsOf,
  writesOf,
  type Budgets,
  type LevelRules,
  type Writes,
} from './table.js';
export { systemPrompt, type PromptFacts } from './prompt.js';
export { asData, withContext, type ContextPart } from './data.js';
export { redact, REDACTED, Redaction } from './redact.js';
