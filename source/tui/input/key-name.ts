import type {Glyphs} from '../look/glyphs.js';

export const keyName = (key: string, glyphs: Glyphs): string => {
	switch (key) {
		case 'up': {
			return glyphs.arrowUp;
		}

		case 'down': {
			return glyphs.arrowDown;
		}

		case 'left': {
			return glyphs.arrowLeft;
		}

		case 'right': {
			return glyphs.arrowRight;
		}

		default: {
			return key;
		}
	}
};
