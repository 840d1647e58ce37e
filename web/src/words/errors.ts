import type { SpecError } from '../generated/types';

/** The engine's sentence without the name of the field, for where it stands at that field. */
export const reason = ({ field, message }: SpecError): string =>
  message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
