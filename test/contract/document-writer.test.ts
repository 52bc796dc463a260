import { createDocumentWriter } from '../../src/providers/documents/index.ts';
import { documentWriterContract } from './document-writer.contract.ts';

documentWriterContract('files', () => createDocumentWriter({ timeZone: 'Europe/Berlin' }));
