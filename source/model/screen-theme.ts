/** Theme of the screen. `auto` uses the terminal's own sixteen colours, or none with NO_COLOR. */
export const screenThemes = ['auto', 'dark', 'light', 'high-contrast', 'mono'] as const;

export type ScreenTheme = (typeof screenThemes)[number];
