import {screenThemes, type ScreenTheme} from '../../../model/screen-theme.js';
import {contexts} from '../../input/contexts.js';
import type {Feature, Session} from '../../state/screen-state.js';

const switchTo = (session: Session, theme: ScreenTheme): void => {
	session.setTheme(theme);
	session.notify(`Theme ${theme}, until the screen closes; --theme ${theme} keeps it`, 'good');
};

const nextOf = (theme: ScreenTheme): ScreenTheme => screenThemes[(screenThemes.indexOf(theme) + 1) % screenThemes.length]!;

export const themeFeature: Feature = {
	commands: [
		{
			id: 'theme',
			context: contexts.anywhere,
			keys: ['ctrl-t'],
			label: 'theme',
			help: 'Switch to the next theme: dark, light, high contrast, mono',
			run(session) {
				switchTo(session, nextOf(session.state.theme));
			},
			argument: {
				allowed: screenThemes.join(', '),
				offers: () => screenThemes,
				run(session, text) {
					const theme = screenThemes.find(name => name === text);
					if (theme === undefined) {
						session.notify(`There is no theme ${text}; choose ${screenThemes.join(', ')}`, 'warn');
					} else {
						switchTo(session, theme);
					}
				},
			},
		},
	],
};
