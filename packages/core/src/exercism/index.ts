export {
  fromExercism,
  importExercism,
  type ExercismOptions,
  type ImportedExercise,
  type StarterLanguage,
} from './from-exercism.js';
