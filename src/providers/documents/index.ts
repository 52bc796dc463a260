export { createDocumentWriter, type DocumentWriterOptions } from './document-writer.ts';
