/** Why a body cannot be read, in words for its sender. */
import type { ErrorCode } from '../../../shared/contract/errors.ts';

export class BodyFault extends Error {
  readonly code: Extract<ErrorCode, 'INVALID_INPUT' | 'TOO_LARGE'>;
  readonly remedy: string;

  constructor(code: BodyFault['code'], message: string, remedy: string) {
    super(message);
    this.name = 'BodyFault';
    this.code = code;
    this.remedy = remedy;
  }
}
