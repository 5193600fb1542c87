/* eslint-disable no-control-regex, regexp/no-control-character -- Terminals speak in these. */

export const escape = '\u{1B}';
export const ctrlC = '\u{3}';

/** Anything but an escape or an 8-bit control (ECMA-48, 5.3), as UTF-8 or a single byte. */
export const plain = /^[^\u{1B}\u{80}-\u{9F}\u{DC80}-\u{DC9F}]+/v;

/** Escape, alone or before another key. */
export const escaped = /^\u{1B}(?:O[\d;]*[@-~]|[^\u{1B}\u{80}-\u{9F}\u{DC80}-\u{DC9F}])?/v;
export const escapedBeginning = /^\u{1B}(?:O[\d;]*)?$/v;

/** The introducers of control strings (ECMA-48, 5.6): DCS, SOS, OSC, PM and APC. */
export const stringBeginning = /^\u{1B}[PX\]^_]/v;

export const stringTerminator = /^(?:\u{1B}\\|[\u{7}\u{9C}\u{DC9C}])$/v;

/** String terminators: ST, CAN and SUB, another sequence, and ctrl-c, which must always work. */
export const stringEnd = /\u{1B}\\|\u{1B}(?=[^\\])|[\u{3}\u{7}\u{18}\u{1A}\u{9C}\u{DC9C}]/v;

/** Shifted keys of rxvt have a final byte of their own; function keys of the Linux console have two introducers. */
export const control = /^\u{1B}\[(?:[235-8]\$|\[\d?[A-Z~]|[0-?]*[ -\/]*[@-Z\\-~])/v;
export const controlBeginning = /^\u{1B}\[(?:\[\d?|[0-?]*[ -\/]*)/v;

/** A mouse report with three characters as values (`CSI M`), in UTF-8 or single bytes. If there are two, column and row were decoded as one two-byte character. */
export const x10Mouse = /^\u{1B}\[M[\0 -\u{7FF}\u{DC80}-\u{DCFF}](?:[\0 -\u{7FF}\u{DC80}-\u{DCFF}]{2}|[\u{80}-\u{7FF}](?=[\u{1}-\u{1F}]))/v;
export const x10MouseBeginning = /^\u{1B}\[M[\0 -\u{7FF}\u{DC80}-\u{DCFF}]{0,2}/v;
export const x10MouseInTwo = /^\u{1B}\[M[\0 -\u{7FF}\u{DC80}-\u{DCFF}][\u{80}-\u{7FF}]$/v;

/** CAN and SUB cancel a sequence. */
export const cancel = /^[\u{18}\u{1A}]/v;

/** Key sequences known to Ink. All others are reports: of the mouse, cursor, focus, modes, size and the terminal itself. */
export const keyControl = /^\u{1B}\[(?:[\d:;]*[A-DFHZu^~]|[a-d]|[235-8]\$|\[[56]~)$/v;

export const pasteStart = '\u{1B}[200~';
export const pasteEnd = '\u{1B}[201~';

/** The rest of a sequence whose escape was passed on already. */
export const lateBeginning = /^(?:\[[<=>?\dA-Z]|\][\dLl]|P[\d$+>=!\|]|_[A-Za-z]|\^[^^]|X[^X])/v;
export const lateIntroducer = /^[PX\[\]^_]$/v;

/** The rest of a string that timed out. */
export const lostRest = /^[^\u{0}-\u{1F}]+(?:\u{1B}\\|[\u{7}\u{9C}\u{DC9C}])/v;

/** The rest of a control sequence that timed out; a single character is a key. */
export const lostControlRest = /^(?:[0-?]+[ -\/]*|[ -\/]+)[@-~]/v;

/** The 7-bit form of an 8-bit control. */
export const sevenBits = (character: string): string => escape + String.fromCodePoint((character.codePointAt(0)! % 32) + 64);
