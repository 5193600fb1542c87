import {Buffer} from 'node:buffer';

/** Terminals refuse more than some 100,000 characters, and base64 takes four for three bytes. */
export const maxClipboardBytes = 74_000;

export type ClipboardWrite = {
	/** The sequence to write to the terminal. */
	readonly sequence: string;
	/** How the text gets there, for messages. */
	readonly way: string;
};

/** A multiplexer passes sequences to its terminal in a device control string with doubled escapes. */
const passThroughTmux = (sequence: string): string => `\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;

/** GNU screen cuts strings off after 768 bytes; several in a row arrive as one. */
const passThroughScreen = (sequence: string): string =>
	Array.from(sequence.match(/.{1,700}/gsv) ?? [], part => `\u{1B}P${part}\u{1B}\\`).join('');

/** Copies text to the clipboard of the user's terminal, over any number of connections (OSC 52). Undefined if the text is too long. Terminals do not report success. */
export const clipboardWrite = (text: string, environment: NodeJS.ProcessEnv): ClipboardWrite | undefined => {
	const bytes = Buffer.from(text);
	if (bytes.length > maxClipboardBytes) {
		return undefined;
	}

	const sequence = `\u{1B}]52;c;${bytes.toString('base64')}\u{7}`;
	if ((environment['TMUX'] ?? '') !== '') {
		// Tmux handles it itself with `set-clipboard on` and passes it on with `allow-passthrough on`.
		return {sequence: sequence + passThroughTmux(sequence), way: 'OSC 52, through tmux, which has to allow it: set-clipboard on'};
	}

	return (environment['STY'] ?? '') === ''
		? {sequence, way: (environment['SSH_CONNECTION'] ?? '') === '' ? 'OSC 52' : 'OSC 52, over ssh'}
		: {sequence: passThroughScreen(sequence), way: 'OSC 52, through screen'};
};
