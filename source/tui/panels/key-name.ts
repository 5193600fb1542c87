import type {Glyphs} from '../glyphs.js';

/** A key as people write it. */
export const keyName = (key: string, glyphs: Glyphs): string => {
	switch (key) {
		case 'up': {
			return glyphs.arrowUp;
		}

		case 'down': {
			return glyphs.arrowDown;
		}

		default: {
			return key;
		}
	}
};
