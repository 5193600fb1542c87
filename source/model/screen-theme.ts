/** How the screen is coloured. `auto` takes the terminal's own sixteen colours, or none where NO_COLOR is set. */
export const screenThemes = ['auto', 'dark', 'light', 'high-contrast', 'mono'] as const;

export type ScreenTheme = (typeof screenThemes)[number];
