/** The JSON schema of exported reports, generated from the schema that the code itself uses. */
import { z } from 'zod';
import { REPORT_DOCUMENT_VERSION, reportDocument } from '../../shared/report/document.ts';

/** Draft 7, which most validators read. */
export function reportSchemaDocument(): object {
  return {
    title: `Report of Assay, version ${REPORT_DOCUMENT_VERSION}`,
    description:
      'Figures of an audit with the evidence from which they are computed. documentDigest is SHA-256 over the canonical JSON (RFC 8785) of all other members.',
    ...z.toJSONSchema(reportDocument, { target: 'draft-7', io: 'output' }),
  };
}
