import {stat} from 'node:fs/promises';

const lookIntervalMs = 250;

type Look = {
	/** Identifies the state of a file, following links. */
	readonly signature: string;
	/** Whether it may have changed after it was read. */
	readonly isNew: boolean;
};

const lookAt = async (file: string): Promise<Look | undefined> => {
	try {
		const {dev, ino, size, mtimeMs} = await stat(file);
		return {signature: `${dev}:${ino}:${size}:${mtimeMs}`, isNew: mtimeMs > performance.timeOrigin};
	} catch {
		// Editors that replace a file remove it for a moment.
		return undefined;
	}
};

/**
Calls back when a file has changed and has been stable for a moment. It polls, which works with links, replacement by rename and mounts
alike.

@returns Stops it.
*/
export const watchFile = (file: string, onChange: () => void, intervalMs = lookIntervalMs): () => void => {
	let known: string | undefined;
	let previous: string | undefined;
	let isFirst = true;
	let isLooking = false;

	const look = async (): Promise<void> => {
		if (isLooking) {
			return;
		}

		isLooking = true;
		const {signature, isNew = false} = await lookAt(file) ?? {};
		isLooking = false;
		if (isFirst) {
			isFirst = false;
			known = isNew ? undefined : signature;
		} else if (signature !== undefined && signature !== known && signature === previous) {
			known = signature;
			onChange();
		}

		previous = signature;
	};

	void look();
	const timer = setInterval(() => {
		void look();
	}, intervalMs).unref();
	return () => {
		clearInterval(timer);
	};
};
