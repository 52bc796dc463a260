export { chapterMoods } from './chapter-moods.ts';
