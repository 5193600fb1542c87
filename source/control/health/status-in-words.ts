import {STATUS_CODES} from 'node:http';

export const statusInWords = (status: number): string => `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
