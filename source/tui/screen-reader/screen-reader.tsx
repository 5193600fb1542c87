import {render} from 'ink';
import {AnnouncedLines} from './announced-lines.js';
import {Announcements} from './announcements.js';

export type ScreenReader = {
	/** Writes a line. */
	readonly say: (line: string) => void;
	/** Resolves once all lines are written. */
	close(): Promise<void>;
};

/** Writes line by line, without control sequences: for screen readers and for terminals that cannot do more. */
export const openScreenReader = (stdout: NodeJS.WriteStream): ScreenReader => {
	const lines = new AnnouncedLines();
	const {unmount, waitUntilRenderFlush, waitUntilExit} = render(<Announcements lines={lines}/>, {
		stdout, isScreenReaderEnabled: true, interactive: false, exitOnCtrlC: false, patchConsole: false,
	});
	return {
		say(line) {
			lines.add(line);
		},
		async close() {
			await waitUntilRenderFlush();
			unmount();
			await waitUntilExit();
		},
	};
};
