import {stat} from 'node:fs/promises';

const lookIntervalMs = 250;

type Look = {
	/** Tells one state of a file from another: what is at its name, wherever links lead. */
	readonly signature: string;
	/** Whether it may have changed after this process read it. */
	readonly isNew: boolean;
};

const lookAt = async (file: string): Promise<Look | undefined> => {
	try {
		const {dev, ino, size, mtimeMs} = await stat(file);
		return {signature: `${dev}:${ino}:${size}:${mtimeMs}`, isNew: mtimeMs > performance.timeOrigin};
	} catch {
		// Editors that replace a file leave none for a moment.
		return undefined;
	}
};

/**
Calls back when a file has changed and has then stood still for a moment. It looks at the file instead of being told, which
works through links, replacements by rename and mounts alike.

@returns Ends it.
*/
export const watchFile = (file: string, onChange: () => void): () => void => {
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
	}, lookIntervalMs).unref();
	return () => {
		clearInterval(timer);
	};
};
