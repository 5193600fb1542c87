import {Buffer} from 'node:buffer';

/** Terminals refuse more than some 100,000 characters, and base64 takes four for three bytes. */
export const maxClipboardBytes = 74_000;

export type ClipboardWrite = {
	/** What has to be written to the terminal. */
	readonly sequence: string;
	/** Which way it takes, in words. */
	readonly way: string;
};

/** Inside of a multiplexer the terminal is reached by a device control string, in which escapes are doubled. */
const passThroughTmux = (sequence: string): string => `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;

/** GNU screen cuts strings off after 768 bytes; several in a row arrive as one. */
const passThroughScreen = (sequence: string): string =>
	Array.from(sequence.match(/.{1,700}/gsv) ?? [], part => `\u{1B}P${part}\u{1B}\\`).join('');

/**
How text gets into the clipboard of the terminal that a person sits at, over however many connections (OSC 52). Undefined when it is too
long for that. No terminal says whether it has done it.
*/
export const clipboardWrite = (text: string, environment: NodeJS.ProcessEnv): ClipboardWrite | undefined => {
	const bytes = Buffer.from(text);
	if (bytes.length > maxClipboardBytes) {
		return undefined;
	}

	const sequence = `\u{1B}]52;c;${bytes.toString('base64')}\u{7}`;
	if ((environment['TMUX'] ?? '') !== '') {
		// With `set-clipboard on` tmux takes it itself; with `allow-passthrough on` it hands it on.
		return {sequence: sequence + passThroughTmux(sequence), way: 'OSC 52, through tmux, which has to allow it: set-clipboard on'};
	}

	return (environment['STY'] ?? '') === ''
		? {sequence, way: (environment['SSH_CONNECTION'] ?? '') === '' ? 'OSC 52' : 'OSC 52, over ssh'}
		: {sequence: passThroughScreen(sequence), way: 'OSC 52, through screen'};
};
